// What the agency does with a file instead of accepting it: kept in a file, so that it survives a kill.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const MODES = [
  /** 422 with an error; nothing stored. */
  'reject',
  /** Reads the file, answers nothing, stores nothing. */
  'hang',
  /** Accepts the file and answers slowly, over two seconds. */
  'slow',
  /** The connection is reset after the headers. */
  'reset-before-body',
  /** The connection is reset after the first bytes of the body. */
  'reset-mid-body',
  /** Stored; then the connection is reset. */
  'store-then-reset',
  /** Stored; nothing is answered. */
  'store-then-hang',
  /** Stored, and answered with 202 and no body. */
  'empty-answer',
  /** A login page with 200, from something in between; nothing stored. */
  'html-answer',
  /** Stored, but answered with the kvittensID of an earlier file (the very first file is accepted normally). */
  'old-receipt',
  /** Taken, and disapproved five seconds later. */
  'error-later',
] as const

const mode = z.union([z.enum(MODES), z.templateLiteral(['status-', z.string().regex(/^[45]\d\d$/)])])
const shape = z.strictObject({
  dedupe: z.boolean().default(true),
  forgetIds: z.boolean().default(false),
  rules: z
    .array(
      z.strictObject({
        mode,
        share: z.number().min(0).max(1).default(1),
        orgnr: z.string().optional(),
        /** Which calls it is about: files handed in, or those that we have for employers (list, fetch, acknowledge). */
        calls: z.enum(['hand-in', 'list', 'fetch', 'acknowledge']).default('hand-in'),
        /** Seconds, sent with status-NNN. */
        retryAfter: z.number().int().min(0).optional(),
      }),
    )
    .default([]),
})

export type Behaviour = z.output<typeof shape>
export type BehaviourInput = z.input<typeof shape>
export type Rule = Behaviour['rules'][number]
export type Behaving = {
  current: () => Behaviour
  replace: (json: unknown) => void
  /** The first rule whose share hits for this employer; none: the file is taken. */
  ruleFor: (orgnr: string, calls?: Rule['calls']) => Rule | undefined
}

export function keepBehaviour(file: string): Behaving {
  let current = existsSync(file) ? shape.parse(JSON.parse(readFileSync(file, 'utf8'))) : shape.parse({})
  return {
    current: () => current,
    replace(json) {
      current = shape.parse(json)
      writeFileSync(file, JSON.stringify(current))
    },
    ruleFor: (orgnr, calls = 'hand-in') =>
      current.rules.find(
        (rule) => rule.calls === calls && (!rule.orgnr || rule.orgnr.slice(-10) === orgnr) && Math.random() < rule.share,
      ),
  }
}
