/** A request with ids in it, as it is sent by their owner and by somebody of another organization. */
export interface Attack {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly body?: Record<string, unknown>;
  /** In place of a body: the bytes of a file. */
  readonly file?: string;
}

export const get = (name: string, url: string): Attack => ({ name, method: 'GET', url });
export const post = (name: string, url: string, body?: Record<string, unknown>): Attack => ({
  name,
  method: 'POST',
  url,
  ...(body ? { body } : {}),
});
export const put = (name: string, url: string, body: Record<string, unknown>): Attack => ({ name, method: 'PUT', url, body });
