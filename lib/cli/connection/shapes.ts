// The gateway's answers (contracts: "Gateway"): the members that the command reads. Other members are allowed.
import { z } from 'zod'

export const kvittensShape = z.looseObject({
  referens: z.string(),
  status: z.string(),
  mottagen: z.string(),
  filnamn: z.string(),
  sha256: z.string(),
  levererad: z.string().nullable(),
  kvittensID: z.string().nullable(),
  dubblett: z.boolean(),
  // Portals before 0.1.0 did not say these.
  orsak: z.string().nullish(),
  attGora: z.string().nullish(),
  avgjord: z.string().nullish(),
  ersattAv: z.string().nullish(),
})
export const kvittenserShape = z.looseObject({ kvittenser: z.array(kvittensShape), nasta: z.string().nullable() })
export type KvittensAnswer = z.infer<typeof kvittensShape>

const findingShape = z.looseObject({
  code: z.string(),
  severity: z.enum(['stop', 'varning']),
  at: z.looseObject({
    line: z.number(),
    column: z.number(),
    byte: z.number(),
    record: z.number().optional(),
    field: z.string().optional(),
    cell: z.string().optional(),
  }),
  referens: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
  // Portals before 0.1.0 did not say these.
  found: z.string().optional(),
  expected: z.string().optional(),
  count: z.number().optional(),
})

/** The report, as `kvittens check --json` writes it. */
export const reportShape = z.looseObject({
  poster: z.number(),
  stop: z.number(),
  varning: z.number(),
  findings: z.array(findingShape),
})
export type ReportAnswer = z.infer<typeof reportShape>

/** RFC 9457. */
export const problemShape = z.looseObject({
  title: z.string(),
  detail: z.string(),
  code: z.string().optional(),
  case: z.string().optional(),
})
export type ProblemAnswer = z.infer<typeof problemShape>

export const filesShape = z.looseObject({
  filer: z.array(
    z.looseObject({
      namn: z.string(),
      tjanst: z.string(),
      bytes: z.number(),
      sha256: z.string(),
      mottagen: z.string(),
      status: z.string(),
    }),
  ),
})
export type FileFromFk = z.infer<typeof filesShape>['filer'][number]

/** The parsed answer, or undefined when it is not JSON of that shape (a proxy's page, say). */
export function parseAs<T>(shape: z.ZodType<T>, text: string): T | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
