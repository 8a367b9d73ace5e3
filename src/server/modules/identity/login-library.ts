import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import type pg from 'pg';
import { present } from '../../../kernel/assert.ts';
import { hashPassword, isPassword } from './passwords.ts';

export interface LoginSettings {
  readonly pool: pg.Pool;
  readonly secret: string;
  readonly baseUrl: string;
}

/** A session ends at the latest after this time, and after this time without use. */
export const absoluteSeconds = 7 * 24 * 3600;
export const idleSeconds = 8 * 3600;

function optionsOf({ pool, secret, baseUrl }: LoginSettings) {
  return {
    appName: 'Tanheng',
    database: pool,
    secret,
    baseURL: baseUrl,
    basePath: '/api/auth',
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false }, // http/limits.ts counts
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: ({ hash, password }: { hash: string; password: string }) => isPassword(hash, password) },
    },
    session: { expiresIn: absoluteSeconds, disableSessionRefresh: true, cookieCache: { enabled: false } },
    advanced: { disableCSRFCheck: false, useSecureCookies: false },
  } as const;
}

/** The log-in library: checks passwords and makes sessions. Its tables are made by its own migrations, in schema `auth`. */
export async function openLogins(settings: LoginSettings) {
  const options = optionsOf(settings);
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const library = betterAuth(options);
  return {
    /** The log-in's id when the password is right; takes the same time when there is no such log-in. */
    checkPassword: async (email: string, password: string): Promise<string | undefined> => {
      const { internalAdapter } = await library.$context;
      const found = await internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true });
      const stored = found?.accounts.find((account) => account.providerId === 'credential')?.password;
      const right = await isPassword(stored ?? (await decoyHash()), password);
      return right && stored ? found?.user.id : undefined;
    },
    /** A new session; its token goes into the cookie. */
    openSession: async (userId: string, from: { ip: string; userAgent: string }): Promise<{ id: string; token: string }> => {
      const { internalAdapter } = await library.$context;
      const made = await internalAdapter.createSession(userId, false, { ipAddress: from.ip, userAgent: from.userAgent });
      return { id: present(made?.id, 'a session without id'), token: present(made?.token, 'a session without token') };
    },
  };
}

export type Logins = Awaited<ReturnType<typeof openLogins>>;

let decoy: Promise<string> | undefined;
function decoyHash(): Promise<string> {
  decoy ??= hashPassword('no log-in has this password');
  return decoy;
}
