import { element, escapeXml } from '#lib/xml.ts'
import type { SelfTest } from './self-test.ts'

const yesNo = (value: boolean): 'ja' | 'nej' => (value ? 'ja' : 'nej')

/** The self-test's answer; what is not known is left out. */
export function selfTestXml(seen: SelfTest): string {
  const parts = [
    optional('orsak', seen.orsak?.text, { case: seen.orsak?.case }),
    element('tid', seen.tid),
    element('adress', escapeXml(seen.adress)),
    element('tls', '', seen.tls),
    certificateXml(seen.certifikat),
    element('kedja', seen.kedja.lankar.map((link) => element('lank', '', link)).join(''), { betrodd: yesNo(seen.kedja.betrodd) }),
    revocationXml(seen.sparrkontroll),
    optional('arbetsgivare', seen.arbetsgivare),
    optional('namn', seen.namn),
    ...seen.tjanster.map((service) => element('tjanst', escapeXml(service))),
    ...seen.fullmakter.map((mandate) => element('fullmakt', '', mandate)),
  ]
  return element('sjalvtest', parts.join(''), { version: '1.0', status: seen.status })
}

function certificateXml(certificate: SelfTest['certifikat']): string {
  if (!certificate) return ''
  const { innehavare, organisationsnummer, serialNumber, utfardare, ...attributes } = certificate
  const parts = [
    optional('innehavare', innehavare),
    optional('organisationsnummer', organisationsnummer),
    optional('serialNumber', serialNumber),
    element('utfardare', escapeXml(utfardare)),
  ]
  return element('certifikat', parts.join(''), attributes)
}

function revocationXml({ forsenat, kalla, utfardat, galler, ...rest }: SelfTest['sparrkontroll']): string {
  const said = { kalla: kalla ?? undefined, utfardat: utfardat ?? undefined, galler: galler ?? undefined }
  return element('sparrkontroll', '', { ...rest, forsenat: yesNo(forsenat), ...said })
}

function optional(name: string, text: string | null | undefined, attributes: Record<string, string | undefined> = {}): string {
  return text ? element(name, escapeXml(text), attributes) : ''
}
