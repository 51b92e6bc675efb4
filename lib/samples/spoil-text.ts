import type { Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'

type Spoil = (xml: string, service: Service) => string

/** The rules that are about the file and not about what stands in it. */
const TEXTS: Partial<Record<RuleCode, Spoil>> = {
  F01: () => '',
  F02: () => 'Det här är ett brev och ingen fil från ett lönesystem.\n',
  F03: (xml) => xml.replace(/encoding="[^"]*"/, 'encoding="windows-1252"'),
  F04: (xml) => xml.trimEnd().slice(0, -8),
  F05: (xml, { root }) => {
    const [declaration = ''] = /^<\?xml.*\n/.exec(xml) ?? []
    const rest = xml.slice(declaration.length).replace(/^<!DOCTYPE.*\n/, '')
    return `${declaration}<!DOCTYPE ${root.name} SYSTEM "en-annan.dtd">\n${rest}`
  },
}

export const SPOILED_TEXTS = Object.keys(TEXTS) as RuleCode[]

export function spoilText(code: RuleCode, service: Service, xml: string): string {
  return TEXTS[code]?.(xml, service) ?? xml
}
