import { element, escapeXml } from '#lib/xml.ts'
import type { SelfTest } from './self-test.ts'

const yesNo = (value: boolean): 'ja' | 'nej' => (value ? 'ja' : 'nej')

/** The self-test's answer as XML; unknown values are left out. */
export function selfTestXml(test: SelfTest): string {
  const parts = [
    optional('orsak', test.orsak?.text, { case: test.orsak?.case }),
    element('tid', test.tid),
    element('adress', escapeXml(test.adress)),
    element('tls', '', test.tls),
    certificateXml(test.certifikat),
    element('kedja', test.kedja.lankar.map((link) => element('lank', '', link)).join(''), { betrodd: yesNo(test.kedja.betrodd) }),
    revocationXml(test.sparrkontroll),
    optional('arbetsgivare', test.arbetsgivare),
    optional('namn', test.namn),
    ...test.tjanster.map((service) => element('tjanst', escapeXml(service))),
    ...test.tjansterITest.map((service) => element('tjanstITest', escapeXml(service))),
    ...test.fullmakter.map((mandate) => element('fullmakt', '', mandate)),
  ]
  return element('sjalvtest', parts.join(''), { version: '1.0', status: test.status })
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
