// The columns of a sjukanmälan written as a table.
import type { TableColumn } from './description.ts'

export const sjukanmalanColumns: readonly TableColumn[] = [
  {
    field: 'sjukfall/personnummer',
    titles: { sv: ['Personnummer', 'Personnr', 'Pnr', 'Person-/samordningsnummer'], en: ['Personal identity number'] },
  },
  {
    field: 'sjukfall/sjuklonFrom',
    titles: {
      sv: ['Första sjukdag', 'Första sjukdagen', 'Sjuk från', 'Sjuk från och med', 'Sjuklön från'],
      en: ['First sick day', 'First day of sickness'],
    },
  },
  {
    field: 'sjukfall/anstallningUpphord',
    titles: { sv: ['Anställningen upphörde', 'Sista anställningsdag'], en: ['Employment ended', 'Last day of employment'] },
  },
  { field: 'sjukfall/referens', titles: { sv: ['Referens', 'Egen referens'], en: ['Reference', 'Own reference'] } },
  {
    field: 'tidigarePeriod/from',
    repeat: 5,
    titles: { sv: ['Tidigare period från', 'Tidigare från'], en: ['Earlier period from'] },
  },
  {
    field: 'tidigarePeriod/tom',
    repeat: 5,
    titles: { sv: ['Tidigare period till och med', 'Tidigare period till', 'Tidigare till'], en: ['Earlier period to'] },
  },
  {
    field: 'arbetsgivare/identitet',
    filledWith: 'identity',
    titles: {
      sv: ['Arbetsgivarens organisationsnummer', 'Arbetsgivare'],
      en: ['Employer’s organisation number', 'Employer'],
    },
  },
  {
    field: 'arbetsgivare/namn',
    filledWith: 'name',
    titles: { sv: ['Arbetsgivarens namn'], en: ['Employer’s name'] },
  },
  { field: 'arbetsgivare/cfar', titles: { sv: ['CFAR-nummer', 'Arbetsställenummer'], en: ['CFAR number', 'Workplace'] } },
  {
    field: 'avsandare/organisationsnummer',
    filledWith: 'identity',
    // Someone who writes one organisationsnummer a row means the employer's.
    insteadOf: 'arbetsgivare/identitet',
    titles: {
      sv: ['Avsändarens organisationsnummer', 'Org.nr', 'Orgnr'],
      en: ['Sender’s organisation number', 'Organisation number'],
    },
  },
  {
    field: 'avsandare/namn',
    filledWith: 'name',
    titles: { sv: ['Avsändarens namn', 'Avsändare'], en: ['Sender’s name', 'Sender'] },
  },
  { field: 'avsandare/system', titles: { sv: ['Lönesystem'], en: ['Payroll system'] } },
  { field: 'avsandare/kontakt', titles: { sv: ['Kontaktperson'], en: ['Contact person', 'Contact'] } },
  { field: 'avsandare/telefon', titles: { sv: ['Telefonnummer'], en: ['Phone', 'Phone number'] } },
  { field: 'avsandare/epost', titles: { sv: ['E-post', 'E-postadress'], en: ['E-mail', 'Email address'] } },
]
