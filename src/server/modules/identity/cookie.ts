import { createHmac, timingSafeEqual } from 'node:crypto';

/** The session cookie: `token.signature`, HMAC-SHA-256 in base64, as the log-in library writes it. */
export interface CookieShape {
  readonly name: string;
  readonly secure: boolean;
  readonly secret: string;
  readonly maxAgeSeconds: number;
}

export function cookieShape(secure: boolean, secret: string, maxAgeSeconds: number): CookieShape {
  return { name: secure ? '__Host-tanheng.session' : 'tanheng.session', secure, secret, maxAgeSeconds };
}

function signature(secret: string, token: string): Buffer {
  return createHmac('sha256', secret).update(token, 'utf8').digest();
}

/** The token of a cookie header when its signature is ours. */
export function tokenOf(header: string | undefined, shape: CookieShape): string | undefined {
  if (header === undefined) return undefined;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() !== shape.name) continue;
    const value = part.slice(at + 1).trim();
    const [, token, signed] = /^([A-Za-z0-9_-]{16,128})\.([A-Za-z0-9+/%=]{43,60})$/.exec(value) ?? [];
    if (!token || !signed) return undefined;
    let given: Buffer;
    try {
      given = Buffer.from(decodeURIComponent(signed), 'base64');
    } catch {
      return undefined;
    }
    const right = signature(shape.secret, token);
    return given.length === right.length && timingSafeEqual(given, right) ? token : undefined;
  }
  return undefined;
}

function attributes(shape: CookieShape, maxAge: number): string {
  return `Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${shape.secure ? '; Secure' : ''}`;
}

export function sessionCookie(token: string, shape: CookieShape): string {
  const signed = encodeURIComponent(signature(shape.secret, token).toString('base64'));
  return `${shape.name}=${token}.${signed}; ${attributes(shape, shape.maxAgeSeconds)}`;
}

export function endedCookie(shape: CookieShape): string {
  return `${shape.name}=; ${attributes(shape, 0)}`;
}
