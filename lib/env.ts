// The only reader of process.env. Each process parses its own shape once, and a failure names every fault at once.

import { existsSync, readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { z } from 'zod'
import { LIMITS } from '#lib/limits.ts'
import { addressList } from './addresses.ts'
import { calling, common, giving, identifying, intake, keeping, kept, logins, probing, revocation } from './env-groups.ts'
import { requireSafeNode } from './node-floor.ts'

const loopbackOnlyInTest = ({ MILJO, WEBHOOK_ALLOW }: { MILJO: string; WEBHOOK_ALLOW: string }) =>
  MILJO === 'test' || WEBHOOK_ALLOW === 'public'
const LOOPBACK_FAULT = {
  path: ['WEBHOOK_ALLOW'],
  message: 'loopback lets every company call what stands on this machine, so only with MILJO=test',
}

/** An address that is written in a line of its own. */
const ONE_WORD = /^[!-~]+$/

const webFields = z.object({
  ...common,
  ...calling,
  ...keeping,
  ...intake,
  ...kept,
  /** The public half of relay's WEBHOOK_IDENTITY: secrets of webhooks are sealed for it. */
  WEBHOOK_RECIPIENT: z.string().startsWith('age1'),
  PORT: z.coerce.number().int().default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z.url(),
  SESSION_SECRET: z.string().min(32),
  ...identifying,
  /** File with the private JWK for private_key_jwt. */
  OIDC_CLIENT_KEY: z.string().min(1),
  OIDC_SCOPE: z.string().default('openid profile https://id.oidc.se/scope/naturalPersonNumber'),
  /** The shape of a sign message: with language tags (Signature Extension 1.2), or nested by language as in 1.0 and 1.1. */
  OIDC_SIGN_MESSAGE: z.enum(['tags', 'nested']).default('tags'),
  /** The longest text that the e-legitimations show at signing: of a longer application they show reference and digest. */
  OIDC_SIGN_CHARACTERS: z.coerce.number().int().min(500).default(4000),
  ...logins,
  /** Number of our own proxies in front, each of which adds to X-Forwarded-For. */
  PROXY_HOPS: z.coerce.number().int().min(0).max(5).default(0),
  /** PEM with the issuers whose certificates gateway takes; none: certificates cannot be registered in the portal. */
  GATEWAY_CA: z.string().optional(),
  ...revocation,
  /** Local environment only: a file with test people to show on the login page. */
  TEST_PEOPLE: z.string().optional(),
  /** How many days after two operators approved it a form on paper takes effect, so that the employer can object. */
  PAPER_DELAY_DAYS: z.coerce.number().int().min(1).max(60).default(3),
  /** How many seconds a hand-in by a person waits before it is sent, in which it can be undone. A machine's does not wait. */
  UNDO_S: z.coerce.number().int().min(0).max(600).default(30),
  /** Where machines reach the gateway, for the commands that the pages write. */
  GATEWAY_URL: z.url({ protocol: /^https$/ }).optional(),
  /** Who runs this portal and how to reach them, for the contact page. */
  CONTACT_NAME: z.string().optional(),
  CONTACT_EMAIL: z.email().optional(),
  CONTACT_PHONE: z.string().optional(),
  /** Where holes are reported (RFC 9116), `mailto:` or `https:`, and a page that says how; without a contact there is no security.txt. */
  SECURITY_CONTACT: z
    .url({ protocol: /^(mailto|https)$/ })
    .regex(ONE_WORD)
    .optional(),
  SECURITY_POLICY: z
    .url({ protocol: /^https$/ })
    .regex(ONE_WORD)
    .optional(),
})

const webShape = webFields
  .refine(loopbackOnlyInTest, LOOPBACK_FAULT)
  .refine(({ MILJO, TEST_PEOPLE }) => MILJO === 'test' || TEST_PEOPLE === undefined, {
    path: ['TEST_PEOPLE'],
    message: 'shows names and passwords to everybody, so only with MILJO=test',
  })
  .refine(({ PUBLIC_URL, PROXY_HOPS }) => !PUBLIC_URL.startsWith('https:') || PROXY_HOPS > 0, {
    path: ['PROXY_HOPS'],
    message:
      'with https in PUBLIC_URL a proxy stands in front, so say how many do (1 to 5): with 0 all visitors share its address, and one who guesses passwords slows down all',
  })

/** The process that holds what would name people (lib/keeper). */
const keeperShape = z.object({
  ...common,
  ...probing,
  ...kept,
  /** Key of the hash that stands for a personnummer, and of all that keeper seals. No process but this one has it. */
  PERSON_KEY: z.string().min(32),
  PUBLIC_URL: z.url(),
  ...logins,
  ...giving,
  ...identifying,
  /** File with the broker's public keys (a JWK set), which the operator writes: keeper believes no others. */
  OIDC_JWKS_FILE: z.string().min(1),
})

const gatewayShape = z.object({
  ...common,
  ...probing,
  ...intake,
  ...giving,
  GATEWAY_PORT: z.coerce.number().int().default(8443),
  HOST: z.string().default('127.0.0.1'),
  GATEWAY_CERT: z.string().min(1),
  GATEWAY_KEY: z.string().min(1),
  GATEWAY_CA: z.string().min(1),
  ...revocation,
  /** An upload ends when nothing at all has come for this long … */
  UPLOAD_IDLE_S: z.coerce.number().positive().default(60),
  /** … when, after the first minute, its mean speed is below this … */
  UPLOAD_SLOWEST_BYTES_PER_S: z.coerce.number().min(0).default(500),
  /** … and when it has taken this long in all. */
  UPLOAD_LONGEST_S: z.coerce
    .number()
    .positive()
    .default(6 * 3600),
})

/** No database and no secret (lib/syncer, lib/converter). */
const quiet = { LOG_LEVEL: common.LOG_LEVEL, INSTANCE: common.INSTANCE }
const syncerShape = z.object({ ...quiet, PAYLOAD_DIR: common.PAYLOAD_DIR, SYNC_SOCKET: z.string().min(1) })
const converterShape = z.object({ ...quiet, CONVERT_SOCKET: z.string().min(1) })

const relayFields = z.object({
  ...common,
  ...probing,
  ...calling,
  /** PEM with authorities that are trusted for webhooks beside those that Node brings. */
  WEBHOOK_CA: z.string().min(1).optional(),
  ...keeping,
  /** The typed file about FK (read anew on SIGHUP). */
  RECEIVER_FILE: z.string().min(1),
  /** Folder with the secret keys of the months' payloads, which relay makes and destroys: the same for all relays, and theirs alone. */
  PAYLOAD_KEYS: z.string().min(1),
  /** File with the secret age key of before the months, while the store holds payloads that name none (`admin status` tells). */
  PAYLOAD_IDENTITY: z.string().min(1).optional(),
  /** File with the secret age key that opens the secrets of webhooks. */
  WEBHOOK_IDENTITY: z.string().min(1),
  /** The mail server, smtp://user:password@host:port or smtps://…; without it notices are shown on the pages only. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.email().optional(),
  /** PEM with the issuers whose certificates gateway takes; with REVOCATION_HOSTS relay asks them what is revoked. */
  GATEWAY_CA: z.string().optional(),
  /** Hosts that may be asked for revocations, separated by commas: `host`, or `host:port` for another port than the usual. */
  REVOCATION_HOSTS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((host) => host !== '')),
  /** The portal's address, to put in mails. */
  PUBLIC_URL: z.url().optional(),
  /** Who is mailed when something stops working, separated by commas; none: nobody. */
  OPERATOR_MAIL: addressList,
  OPERATOR_LANGUAGE: z.enum(['sv', 'en']).default('sv'),
  /** How a file from FK is sealed: the public age key of web and gateway. Without it no files are fetched from FK. */
  DELIVERY_RECIPIENT: z.string().startsWith('age1').optional(),
  /** The file to which the heads of the audit trail's chains are noted once a day, only ever appended to; none: they are not. */
  AUDIT_HEADS: z.string().min(1).optional(),
  /** How many days after it came the content of a file from FK is removed. */
  DELIVERY_KEEP_DAYS: z.coerce.number().int().min(1).max(3650).default(LIMITS.deliveryKeepDays),
})

/** What an operator's command runs with: relay's own address of the database, which sees every submission and no account. */
const adminShape = z.object({ DATABASE_URL: common.DATABASE_URL, PAYLOAD_DIR: common.PAYLOAD_DIR })

/** … and for what concerns accounts and the audit trail: a role that sees no file and no submission. */
const accountsShape = z.object({
  ADMIN_DATABASE_URL: common.DATABASE_URL,
  /** As web has it; to make an operator. */
  PERSON_KEY: z.string().min(32).optional(),
})

const relayShape = relayFields
  .refine(loopbackOnlyInTest, LOOPBACK_FAULT)
  .refine(
    ({ SMTP_URL, MAIL_FROM, PUBLIC_URL }) => SMTP_URL === undefined || (MAIL_FROM !== undefined && PUBLIC_URL !== undefined),
    { path: ['SMTP_URL'], message: 'mails want MAIL_FROM and PUBLIC_URL too' },
  )
  .refine(({ OPERATOR_MAIL, SMTP_URL }) => OPERATOR_MAIL.length === 0 || SMTP_URL !== undefined, {
    path: ['OPERATOR_MAIL'],
    message: 'mails want SMTP_URL too',
  })

/** Settings of a process that takes files in. */
export type IntakeEnv = Pick<WebEnv, 'PAYLOAD_DIR' | 'MILJO' | keyof typeof intake>
export type WebEnv = z.infer<typeof webShape>
export type GatewayEnv = z.infer<typeof gatewayShape>
export type KeeperEnv = z.infer<typeof keeperShape>
export type SyncerEnv = z.infer<typeof syncerShape>
export type RelayEnv = z.infer<typeof relayShape>
export type AdminEnv = z.infer<typeof adminShape>
export type AccountsEnv = z.infer<typeof accountsShape>

export const webEnv = (source = process.env): WebEnv => parse(webShape, source)
export const keeperEnv = (source = process.env): KeeperEnv => parse(keeperShape, source)
export const gatewayEnv = (source = process.env): GatewayEnv => parse(gatewayShape, source)
export const syncerEnv = (source = process.env): SyncerEnv => parse(syncerShape, source)
export const converterEnv = (source = process.env): z.infer<typeof converterShape> => parse(converterShape, source)
export const relayEnv = (source = process.env): RelayEnv => parse(relayShape, source)

/** What `npm run local` leaves for the operator's command. */
const LOCAL_ADMIN = '.local/admin.env'

/** Where nothing is said and there is a local start, its own. */
export function adminEnv(source = process.env): AdminEnv {
  if (source.DATABASE_URL === undefined && source.PAYLOAD_DIR === undefined && existsSync(LOCAL_ADMIN))
    return parse(adminShape, parseEnv(readFileSync(LOCAL_ADMIN, 'utf8')))
  return parse(adminShape, source)
}

export function accountsEnv(source = process.env): AccountsEnv {
  if (source.ADMIN_DATABASE_URL === undefined && existsSync(LOCAL_ADMIN))
    return parse(accountsShape, parseEnv(readFileSync(LOCAL_ADMIN, 'utf8')))
  return parse(accountsShape, source)
}

/** The command line's language, by POSIX's order of variables: Swedish where they say so, else English. */
export function cliLocale(): 'sv' | 'en' {
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return (LC_ALL || LC_MESSAGES || LANG || '').startsWith('sv') ? 'sv' : 'en'
}

/** The password of the command line's private key or P12 file, when no password file is named. */
export const cliPassword = (): string | undefined => process.env.KVITTENS_PASSWORD

/** The proxies that the command line goes through (HTTPS_PROXY, NO_PROXY), as other programs on the computer do. */
export const cliProxies = (): NodeJS.ProcessEnv => process.env

function parse<T>(shape: z.ZodType<T>, source: NodeJS.Dict<string>): T {
  requireSafeNode()
  const result = shape.safeParse(source)
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The environment is not complete:\n${faults.join('\n')}`)
}

/** next-auth takes its own address from the environment and in no other way. */
export function tellNextAuth(publicUrl: string): void {
  process.env.NEXTAUTH_URL = publicUrl
}

/**
 * Next takes its settings as they were built in no other way; else it would read next.config.ts at each start, and load a compiler
 * for that, which is an addon. `built`: `.next/required-server-files.json`.
 */
export function tellNext(built: string): void {
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify((JSON.parse(built) as { config: object }).config)
}
