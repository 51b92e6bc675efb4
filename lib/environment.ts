// What the portal says it is. F09 and I07 stop only in `produktion`; certificates for testing are taken only in `test`.
export const ENVIRONMENTS = ['test', 'produktion'] as const
export type Environment = (typeof ENVIRONMENTS)[number]

export function isEnvironment(value: string): value is Environment {
  return ENVIRONMENTS.some((environment) => environment === value)
}
