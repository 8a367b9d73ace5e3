/**
 * Gives every style element made by a script of this page the page's nonce. antd's own styles carry it by configuration; a measuring helper below it (the
 * width of scroll bars, asked by tables and drawers) makes style elements without one, which the content policy would refuse with an error in the console.
 */
export function giveStylesTheNonce(nonce: string): void {
  if (nonce === '') return;
  const make = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = make(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}
