import { inboxEndpoints as e } from '../../../contract/inbox.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import { type InboxParts, readInbox } from './read-inbox.ts';

export { type InboxParts, readInbox };

export function routes(parts: InboxParts): MountedRoute[] {
  return [route(e.readInbox, runs(readInbox(parts)))];
}
