import { FIXED } from '#lib/services/description.ts'

/** What each e-service of the catalogue is called and what its file holds. */
export const serviceTexts = {
  sv: {
    name: {
      sjukanmalan: 'Sjukanmälan',
      franvarouppgift: 'Frånvarouppgift för föräldrapenning och VAB',
    },
    takes: {
      sjukanmalan: 'Sjukfall som varar längre än sjuklöneperioden.',
      franvarouppgift: 'Frånvarouppgifterna i en arbetsgivardeklaration på individnivå (AGI).',
    },
    receiver: { fk: 'Försäkringskassan', skatteverket: 'Skatteverket' },
    format: { xml: 'XML', [FIXED]: 'fasta positioner', csv: 'CSV', xlsx: 'Excel (XLSX)' },
    cases: {
      sjukanmalan: '{count, plural, one {# sjukfall} other {# sjukfall}}',
      franvarouppgift: '{count, plural, one {# frånvarouppgift} other {# frånvarouppgifter}}',
    },
    elsewhere: {
      fk: 'Filen skickas härifrån.',
      skatteverket:
        'Lämna filen i Skatteverkets e-tjänst för arbetsgivardeklaration. Skatteverket lämnar frånvarouppgifterna vidare till Försäkringskassan.',
    },
  },
  en: {
    name: {
      sjukanmalan: 'Sick-leave notice (sjukanmälan)',
      franvarouppgift: 'Absence report for parental benefit and care of a sick child',
    },
    takes: {
      sjukanmalan: 'Cases of sick leave that last longer than the sick-pay period.',
      franvarouppgift: 'The absence reports of a PAYE return at individual level (AGI).',
    },
    receiver: { fk: 'Försäkringskassan', skatteverket: 'Skatteverket (the Swedish Tax Agency)' },
    format: { xml: 'XML', [FIXED]: 'fixed positions', csv: 'CSV', xlsx: 'Excel (XLSX)' },
    cases: {
      sjukanmalan: '{count, plural, one {# sick\u2011leave case} other {# sick\u2011leave cases}}',
      franvarouppgift: '{count, plural, one {# absence report} other {# absence reports}}',
    },
    elsewhere: {
      fk: 'The file is sent from here.',
      skatteverket:
        'Hand the file in with Skatteverket’s e-service for PAYE returns (arbetsgivardeklaration). Skatteverket passes the absence reports on to Försäkringskassan.',
    },
  },
} as const

export type ServiceId = keyof typeof serviceTexts.sv.name

/** The catalogue's id as the key of its sentences. An e-service without sentences is a fault of ours. */
export function serviceText(id: string): ServiceId {
  if (!Object.hasOwn(serviceTexts.sv.name, id)) throw new Error(`lib/text/services.ts says nothing about ${id}`)
  return id as ServiceId
}

export const isServiceText = (id: string): id is ServiceId => Object.hasOwn(serviceTexts.sv.name, id)
