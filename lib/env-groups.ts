// Settings that several processes share, each with its rule. lib/env.ts puts them together and is the only one that reads them.

import { hostname } from 'node:os'
import { z } from 'zod'
import { LIMITS } from '#lib/limits.ts'
import { ENVIRONMENTS } from './environment.ts'

export const common = {
  DATABASE_URL: z.url(),
  PAYLOAD_DIR: z.string().min(1),
  /** Which environment the portal is, and which rules apply (F09, I07). */
  MILJO: z.enum(ENVIRONMENTS).default('produktion'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Tells a process from others of its kind. In each container the first process has the same number: so with the machine's name. */
  INSTANCE: z.string().min(1).default(`${hostname()}-${process.pid}`),
}

/** A CHECK of the database holds it too. */
export const LONGEST_KEEP_DAYS = 3650

/** Processes that remove what was handed in, or say when it is removed: the same in web and relay. */
export const keeping = {
  /** How many days after its end the content of a file that was handed in is removed. A company may choose fewer. */
  SUBMISSION_KEEP_DAYS: z.coerce.number().int().min(1).max(LONGEST_KEEP_DAYS).default(LIMITS.submissionKeepDays),
}

export const intake = {
  /**
   * Seals the keys of unfinished uploads. The same in every web and gateway, so that each can continue them; after a change
   * they begin anew.
   */
  UPLOAD_KEY: z.string().min(32),
  /** Key of the hashes by which a case that was sent before is recognised. A new key forgets them all. */
  HISTORY_KEY: z.string().min(32),
  /**
   * Path of the Unix socket on which the syncer makes durable what this process writes to PAYLOAD_DIR; only its owner and group may
   * enter its folder. Without it the process syncs by itself, which Node's permission model refuses (24.22).
   */
  SYNC_SOCKET: z
    .string()
    .default('')
    .transform((socket) => socket || undefined)
    .refine((socket) => socket !== undefined || process.permission === undefined, {
      message: "under Node's permission model nothing that is handed in is durable without the syncer",
    }),
  /** Path of the Unix socket on which the converter turns tables into XML. Without it tables are taken by the browser's page alone. */
  CONVERT_SOCKET: z.string().min(1).optional(),
  /** Largest file in bytes; a service may ask for less. */
  MAX_BYTES: z.coerce.number().int().positive().default(500_000_000),
}

/** Keeper, and who asks it. */
export const kept = {
  /** Path of the Unix socket on which keeper answers web; only its owner and group may enter its folder. */
  KEEPER_SOCKET: z.string().min(1),
}

/** The same in web, which shows the forms, and in keeper, which lets in. */
export const logins = {
  /** Whether people may log in with user name, password and code, or with a passkey. */
  PASSWORD_LOGIN: z.enum(['on', 'off']).default('off'),
}

/** The login broker, as web sends people there and keeper believes it. */
export const identifying = {
  OIDC_ISSUER: z.url(),
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLAIM_PERSONNUMMER: z.string().default('https://id.oidc.se/claim/personalIdentityNumber'),
  OIDC_CLAIM_NAME: z.string().default('name'),
  /** Levels of assurance that will do, separated by spaces; also what is asked for. */
  OIDC_ACR: z.string().min(1).default('http://id.elegnamnden.se/loa/1.0/loa3'),
  /** The only algorithm with which the broker may sign. */
  OIDC_ID_TOKEN_ALG: z.enum(['PS256', 'ES256', 'RS256']).default('PS256'),
  /** The way to sign; `auto`: the best that the broker's scopes_supported has, of which keeper, which does not ask it, takes web's word. */
  OIDC_SIGN_WAY: z.enum(['auto', 'signature', 'approval', 'login']).default('auto'),
}

/** Processes that open files from FK: gateway for machines, keeper for people. */
export const giving = {
  /** File with the secret age key that opens them. Without it they are listed and cannot be opened. */
  DELIVERY_IDENTITY: z.string().min(1).optional(),
}

/** Processes without pages: a plain port for /api/live and /api/ready. None when PROBE_PORT is not set. */
export const probing = {
  PROBE_PORT: z.coerce.number().int().min(1).max(65_535).optional(),
  /** Beyond the machine's own address for an orchestrator that asks from outside. */
  PROBE_HOST: z.string().default('127.0.0.1'),
}

/** Processes that take addresses of webhooks, or call them. */
export const calling = {
  /** `loopback`: webhooks may call this machine too, to try them at home. */
  WEBHOOK_ALLOW: z.enum(['public', 'loopback']).default('public'),
}

/** The same in web, which registers certificates, and gateway, which takes them: what differs is registered and then refused. */
export const revocation = {
  /** PEM with revocation lists, where another program fetches them into a file; relay may fetch them too. */
  GATEWAY_CRL: z.string().optional(),
  /** A certificate whose revocation is unknown: `hard` refuses it, `soft` lets it in and says so. */
  REVOCATION: z.enum(['hard', 'soft']).default('hard'),
  /** How long an issuer's answer counts after it should have been renewed. */
  REVOCATION_GRACE_HOURS: z.coerce.number().min(0).max(720).default(24),
}
