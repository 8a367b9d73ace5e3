export { type LoadedMethods, loadMethodLibrary } from './methods.ts';
export { makeShelf, type Shelf, type ShelvedMethod } from './shelf.ts';
