// The columns of a sjukanmälan written as a table.
import type { AmbiguousHeadings, TableColumn } from './description.ts'

export const sjukanmalanColumns: readonly TableColumn[] = [
  {
    field: 'sjukfall/personnummer',
    titles: { sv: ['Personnummer', 'Personnr', 'Pnr', 'Person-/samordningsnummer'], en: ['Personal identity number'] },
  },
  {
    field: 'sjukfall/sjuklonFrom',
    titles: {
      sv: ['Första sjukdag', 'Första sjukdagen', 'Sjuk från', 'Sjuk från och med', 'Sjuk fr.o.m.', 'Sjuk f.o.m.', 'Sjuklön från'],
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
    titles: {
      sv: [
        'Tidigare period från',
        'Tidigare från',
        'Tidigare sjukperiod fr.o.m.',
        'Tidigare sjukperiod f.o.m.',
        'Tidigare period f.o.m.',
        'Tidigare sjukperiod från',
      ],
      en: ['Earlier period from', 'Earlier sick period from'],
    },
  },
  {
    field: 'tidigarePeriod/tom',
    repeat: 5,
    titles: {
      sv: [
        'Tidigare period till och med',
        'Tidigare period till',
        'Tidigare till',
        'Tidigare sjukperiod t.o.m.',
        'Tidigare sjukperiod till',
      ],
      en: ['Earlier period to', 'Earlier sick period to'],
    },
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

/**
 * A payroll list heads the sick period itself so, and the record's own names for an earlier period (`from`, `tom`) read the same. Taken
 * for the earlier one, a person gets sick days that never were.
 */
export const sjukanmalanAmbiguous: readonly AmbiguousHeadings[] = [
  {
    headings: [
      'Fr.o.m.',
      'F.o.m.',
      'Från',
      'Från och med',
      'Från den',
      'Från datum',
      'Fr.o.m. datum',
      'F.o.m. datum',
      'Datum från',
      'Datum fr.o.m.',
      'Datum f.o.m.',
      'Period från',
      'Period fr.o.m.',
      'Period f.o.m.',
      'Sjukperiod från',
      'Sjukperiod fr.o.m.',
      'Sjukperiod f.o.m.',
      'Frånvaro från',
      'Frånvaro fr.o.m.',
      'Frånvaro f.o.m.',
      'Sjukfrånvaro från',
      'Sjukfrånvaro fr.o.m.',
      'Sjukfrånvaro f.o.m.',
      'Start',
      'Startdatum',
      'From date',
      'Date from',
      'Start date',
    ],
    couldBe: ['sjukfall/sjuklonFrom', 'tidigarePeriod/from'],
  },
  {
    headings: [
      'T.o.m.',
      'Till',
      'Till och med',
      'Till den',
      'Till datum',
      'T.o.m. datum',
      'Datum till',
      'Datum t.o.m.',
      'Period till',
      'Period t.o.m.',
      'Sjukperiod till',
      'Sjukperiod t.o.m.',
      'Frånvaro till',
      'Frånvaro t.o.m.',
      'Sjukfrånvaro till',
      'Sjukfrånvaro t.o.m.',
      'Slut',
      'Slutdatum',
      'To',
      'To date',
      'Date to',
      'Period to',
      'End date',
      'Until',
    ],
    couldBe: ['tidigarePeriod/tom', 'sjukfall/anstallningUpphord'],
  },
]
