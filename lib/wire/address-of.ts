import type { Receiver } from './receiver.ts'

/** An address of the receiver's, its template filled in. Throws where nothing fills in a place: then the receiver's file is wrong. */
export function addressOf({ baseAddress }: Receiver, template: string, values: Record<string, string> = {}): URL {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`the receiver's path has {${name}}, which nothing fills in`)
    return encodeURIComponent(value)
  })
  return new URL(path, baseAddress)
}
