// Logging in without e-legitimation, and what a person, an administrator or an operator changes of it. What each verb refuses stands
// beside it in lib/access; the operation refuses the same. Code that has taken the web process can, here:
//
//   logInWith…          guess as anybody at the login page can: the same counts and delays, which it cannot reset. It gets a session for
//                       who types name, password and code, or answers with a passkey, while it is there
//   …LoginLink, choose… nothing without the token that was mailed; with it, what the link's page shows
//   the rest            what the person of a cookie that passes through it may do with their own login, or their company's people's,
//                       while it is fresh (five minutes after that person showed who they are); mailed to whom it concerns, as always.
//                       Neither password hashes nor secrets of code apps come out, but for an app that is being set up
import { z } from 'zod'
import { credential } from './credential.ts'

const text = z.string()
const at = z.coerce.date()
const nothing = z.object({})
/** What the login page knows of the browser: its Cookie header (an earlier login ends), User-Agent and address. */
const browser = { cookieHeader: text.optional(), userAgent: text.optional(), address: text.optional() }
const wait = z.object({ kind: z.literal('vanta'), seconds: z.number() })
/** `token`: the new session's, for its cookie. */
const login = { kind: z.literal('in'), personId: text, token: text }
const refused = <const Word extends string>(...words: Word[]) => z.object({ kind: z.enum(words) })

const ownLogin = {
  username: text.nullable(),
  passkeys: z.array(z.object({ id: text, label: text, createdAt: at, usedAt: at.nullable() })),
  isLocked: z.boolean(),
  isOn: z.boolean(),
}
const colleague = { credential, employerId: z.uuid(), personId: text }

export const LOGIN_OPERATIONS = {
  /** `device`: the browser's cookie of lib/access/known-device.ts, and its new value. */
  logInWithPassword: {
    input: z.object({ username: text, password: text, totp: text, device: text.optional(), ...browser }),
    output: z.discriminatedUnion('kind', [z.object({ ...login, device: text }), wait, refused('fel', 'last', 'avstangd')]),
  },
  offerPasskeyLogin: { input: nothing, output: z.record(text, z.unknown()) },
  logInWithPasskey: {
    input: z.object({ answer: text, ...browser }),
    output: z.discriminatedUnion('kind', [z.object(login), wait, refused('passkey', 'avstangd')]),
  },

  /** `link`: null for one that can be used no more. */
  readLoginLink: {
    input: z.object({ token: text }),
    output: z.object({ link: z.object({ name: text, username: text.nullable(), secret: text, expiresAt: at }).nullable() }),
  },
  chooseByLink: {
    input: z.object({ token: text, username: text, password: text, totp: text, code: text }),
    output: nothing,
  },

  /** `newApp`: a code app that may be set up. */
  readOwnLogin: {
    input: z.object({ credential }),
    output: z.object({ ...ownLogin, newApp: z.object({ secret: text, sealed: text }) }),
  },
  changePassword: { input: z.object({ credential, password: text }), output: nothing },
  changeCodeApp: { input: z.object({ credential, offered: text, code: text }), output: nothing },
  openOwnLogin: { input: z.object({ credential }), output: nothing },
  dropOwnLogin: { input: z.object({ credential }), output: nothing },
  offerPasskey: { input: z.object({ credential }), output: z.record(text, z.unknown()) },
  addPasskey: { input: z.object({ credential, answer: text, label: text }), output: nothing },
  removePasskey: { input: z.object({ credential, passkeyId: text }), output: nothing },

  readColleagueLogin: {
    input: z.object(colleague),
    output: z.object({
      ...ownLogin,
      name: text,
      hasMail: z.boolean(),
      actsForOthers: z.boolean(),
      link: z.object({ expiresAt: at, code: text }).optional(),
    }),
  },
  openColleagueLogin: { input: z.object(colleague), output: nothing },
  giveLoginLink: { input: z.object(colleague), output: nothing },
  giveLoginAsOperator: { input: z.object({ credential, typed: text }), output: nothing },
  openLoginAsOperator: { input: z.object({ credential, typed: text }), output: nothing },
  listWaitingLinks: {
    input: z.object({ credential }),
    output: z.object({
      links: z.array(z.object({ id: text, name: text, personMasked: text, expiresAt: at, code: text })),
    }),
  },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
