// What each rule asks, for the documentation. What is wrong in a certain file, and how to mend it, lib/text/findings says.
import { createTranslator } from 'use-intl/core'
import { fieldsIn, type Service } from '#lib/services/description.ts'
import type { RuleCode } from '#lib/services/rules.ts'
import { longDate } from './format-time.ts'
import type { Locale } from './locale.ts'
import { serviceWords } from './service-words.ts'

type RuleSentences = Record<RuleCode, string>

const sv = {
  F01: 'Filen ska ha ett innehåll. Den får inte vara tom eller bara bestå av blanktecken.',
  F02: 'Filen ska vara gjord för den här e-tjänsten och i något av dess format. Innehållet avgör, inte filens namn.',
  F03: 'Filens tecken ska vara kodade så som filen anger, i någon av de teckenkodningar som e-tjänsten tar emot.',
  F04: 'En XML-fil ska följa reglerna för XML. En fil i fasta positioner ska ha kända posttyper och rätt postlängd.',
  F05: 'Filen får inte ha någon annan DOCTYPE än beskrivningens, och inga egna definitioner i den.',
  F06: 'Varje uppgift ska stå på sin plats, i rätt ordning och rätt antal gånger. Inget får saknas eller vara okänt.',
  F07: 'Filen får inte vara större än e-tjänsten tar emot.',
  F08: 'Antalen i filens slut ska stämma med vad filen innehåller.',
  F09: 'En fil som är märkt som testfil kan inte skickas på riktigt.',
  F10: 'En fil får inte innehålla fler än {maxCases, number} poster.',
  F11: 'Samma fil ska inte lämnas två gånger av misstag.',
  F12: 'Arbetsgivaren i filen ska vara en som du får lämna uppgifter för.',
  F13: 'Samma person och första dag ska inte lämnas två gånger av misstag.',
  F14: 'Filen ska ange när den skapades. Tidpunkten får inte ligga i framtiden.',
  F15: 'Filnamnet ska inte innehålla något personnummer. De fyra sista tecknen döljs innan filen sparas och skickas.',
  F16: 'Det som skickas ska vara det som syns när tabellen öppnas. Dolda rader och kolumner, andra blad och rader som inte tas med är värda att titta på.',
  T01: 'En obligatorisk text ska vara ifylld, och ingen text får vara längre än beskrivningen tillåter.',
  T02: 'Texter får inte innehålla styrtecken, osynliga tecken eller tecken som ändrar läsriktningen.',
  T03: 'En e-postadress ska ha ett @ och kunna vara en riktig adress.',
  T04: 'Ett tal ska ligga inom sina gränser och ha högst så många decimaler som beskrivningen tillåter. Ett nummer ska ha så många siffror som den anger.',
  I01: 'Ett person- eller organisationsnummer får inte lämnas tomt.',
  I02: 'Numret ska ha rätt antal siffror och inga otillåtna tecken. Reservnummer med bokstav tas inte emot.',
  I03: 'Födelsedatumet i ett person- eller samordningsnummer ska finnas och får inte ligga i framtiden.',
  I04: 'Numrets sista siffra ska stämma med de övriga (modulus 10).',
  I05: 'Efter 16 ska ett organisationsnummer följa. Dess tredje siffra är minst 2.',
  I06: 'Ett samordningsnummer med okänd födelsemånad eller födelsedag är ovanligt och värt att kontrollera.',
  I07: 'Skatteverkets testnummer får inte förekomma i skarp miljö.',
  I08: 'Ett CFAR-nummer består av {digits, plural, one {en siffra} other {# siffror}}.',
  D01: 'Ett datum får inte lämnas tomt.',
  D02: 'Ett datum ska finnas i kalendern och vara skrivet i rätt form.',
  D03: 'Dagen får inte ligga i framtiden, och en frånvarodag ska ligga inom sin redovisningsperiod.',
  D04: `{law, select,
    sickPayAct {Första sjukdagen får inte ligga före den {earliest}, då lagen om sjuklön började gälla.}
    other {Datumet får inte ligga före den {earliest}.}}`,
  D05: 'Sjukfallet anmäls när sjuklöneperioden på {days, plural, one {en dag} other {# dagar}} är slut. Tidigare sjukperioder räknas av.',
  D06: 'Anmälan ska lämnas inom {dueDays, plural, one {en kalenderdag} other {# kalenderdagar}} efter att sjuklöneperioden tog slut (12 § lagen om sjuklön).',
  D07: 'Tidigare perioder ska sluta efter att de börjar, ligga före första sjukdagen och inte överlappa varandra.',
  D08: 'En tidigare period räknas in bara om den slutade högst {gapDays, plural, one {en dag} other {# dagar}} före nästa.',
  D09: 'Om anställningen upphörde senast på sjuklöneperiodens sista dag ska ingen anmälan lämnas.',
  D10: 'En första sjukdag för mer än {oldMonths, plural, one {en månad} other {# månader}} sedan beror ofta på fel årtal.',
  C01: 'Samma uppgift får bara stå en gång i filen.',
  C02: '{cases, select, sickLeave {Två sjukfall} other {Två poster}} för samma person med mindre än {apartDays, plural, one {en dag} other {# dagar}} mellan första dagarna hör ofta ihop.',
  C03: 'En egen referens ska bara användas en gång i filen.',
} as const satisfies RuleSentences

const en: RuleSentences = {
  F01: 'The file must have content. It must not be empty or hold only white space.',
  F02: 'The file must be made for this e-service and be in one of its formats. The content decides, not the file’s name.',
  F03: 'The characters must be encoded as the file states, in one of the encodings that the e-service takes.',
  F04: 'An XML file must follow the rules of XML. A file in fixed positions must have known record types and the right record length.',
  F05: 'The file must have no other DOCTYPE than that of the description, and no definitions of its own in it.',
  F06: 'Each detail must stand in its place, in the right order and the right number of times. Nothing may be missing or unknown.',
  F07: 'The file must not be larger than the e-service takes.',
  F08: 'The counts at the end of the file must agree with what the file holds.',
  F09: 'A file marked as a test file cannot be sent for real.',
  F10: 'A file must not hold more than {maxCases, number} cases.',
  F11: 'The same file should not be handed in twice by mistake.',
  F12: 'The employer in the file must be one that you may report for.',
  F13: 'The same person and first day should not be handed in twice by mistake.',
  F14: 'The file must state when it was made. That time must not be in the future.',
  F15: 'The file name should hold no personal identity number. Its last four characters are hidden before the file is stored and sent.',
  F16: 'What is sent should be what is seen when the table is opened. Hidden rows and columns, other sheets and rows that are left out are worth a look.',
  T01: 'A required text must be filled in, and no text may be longer than the description allows.',
  T02: 'Texts must not hold control characters, invisible characters or characters that change the reading direction.',
  T03: 'An e-mail address must have one @ and be able to be a real address.',
  T04: 'A number must lie within its limits and have no more decimals than the description allows. A series of digits must be as long as it says.',
  I01: 'A personal identity number or organisation number must not be left empty.',
  I02: 'The number must have the right number of digits and no other characters than allowed. Reserve numbers with a letter are not taken.',
  I03: 'The birth date in a personal identity number or co-ordination number must exist and must not be in the future.',
  I04: 'The last digit of the number must agree with the others (modulus 10).',
  I05: 'After 16 an organisation number must follow. Its third digit is at least 2.',
  I06: 'A co-ordination number with an unknown month or day of birth is unusual and worth checking.',
  I07: 'Skatteverket’s test numbers must not appear in the live environment.',
  I08: 'A CFAR number has {digits, plural, one {one digit} other {# digits}}.',
  D01: 'A date must not be left empty.',
  D02: 'A date must exist in the calendar and be written in the right form.',
  D03: 'The day must not be in the future, and a day of absence must lie within its reporting period.',
  D04: `{law, select,
    sickPayAct {The first sick day must not be before {earliest}, when the Sick Pay Act came into force.}
    other {The date must not be before {earliest}.}}`,
  D05: 'A case is reported when the sick-pay period of {days, plural, one {one day} other {# days}} has ended. Earlier sick periods are deducted.',
  D06: 'The notice must be handed in within {dueDays, plural, one {one calendar day} other {# calendar days}} after the sick-pay period ended (section 12 of the Sick Pay Act).',
  D07: 'Earlier periods must end after they begin, lie before the first sick day and not overlap each other.',
  D08: 'An earlier period counts only if it ended at most {gapDays, plural, one {one day} other {# days}} before the next began.',
  D09: 'If the employment ended no later than the last day of the sick-pay period, no notice is due.',
  D10: 'A first sick day more than {oldMonths, plural, one {one month} other {# months}} ago is often due to a wrong year.',
  C01: 'The same detail may stand only once in the file.',
  C02: 'Two cases of one person whose first days are less than {apartDays, plural, one {one day} other {# days}} apart often belong together.',
  C03: 'An own reference should be used only once in the file.',
}

type TranslateRule = (code: RuleCode, values: Record<string, string | number>) => string

const translators: Record<Locale, TranslateRule> = { sv: translator('sv', sv), en: translator('en', en) }

/** What the rule asks of the e-service's files; its numbers and words are the description's. */
export function ruleText(code: RuleCode, service: Service, locale: Locale): string {
  return translators[locale](code, { ...serviceWords(service, locale), ...ruleNumbers(service, locale) })
}

/** The sentence is chosen by code at run time, so its names to fill in cannot be known to the compiler. */
function translator(locale: Locale, messages: RuleSentences): TranslateRule {
  return createTranslator({
    locale,
    messages,
    onError: (error) => {
      throw error
    },
  })
}

/** Every number of the description that a rule's sentence states. */
function ruleNumbers({ maxCases, root, caseRules }: Service, locale: Locale): Record<string, string | number> {
  const numbers: Record<string, string | number> = { maxCases }
  for (const { type } of fieldsIn(root)) {
    if (type.kind === 'digits' && type.code === 'I08') numbers.digits = type.max
    if (type.kind === 'date' && type.earliest) numbers.earliest = longDate(new Date(`${type.earliest.day}T12:00:00Z`), locale)
  }
  for (const rule of caseRules) {
    if (rule.rule === 'same-person') numbers.apartDays = rule.nearDays + 1
    if (rule.rule !== 'sick-pay') continue
    const { days, dueDays, gapDays, oldMonths } = rule
    Object.assign(numbers, { days, dueDays, gapDays, oldMonths })
  }
  return numbers
}
