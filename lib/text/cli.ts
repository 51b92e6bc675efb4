/** What the kvittens command says. */
export const cliTexts = {
  sv: {
    help: `kvittens – kontrollera, lämna och hämta filer

Användning:
  kvittens check FIL … [val]     kontrollera på den egna datorn; inget skickas
  kvittens mend FIL NY [val]     rätta det som är säkert i en ny fil; inget skickas
  kvittens send FIL … [val]      lämna in genom portalen
  kvittens status REF … [val]    var inlämningar står, och vad som ska göras
  kvittens list [val]            det som har lämnats in, det senaste först
  kvittens withdraw REF … [val]  återkalla inlämningar som inte har skickats
  kvittens fetch --to MAPP [val] hämta filer från Försäkringskassan
  kvittens watch MAPP [val]      mappagent: lämna in det som läggs i en mapp
Skriv --help efter ett kommando för dess val.

Val för check:
  --tjanst NAMN         e-tjänst: {services} (förvalt sjukanmalan)
  --json                ett JSON-objekt per fil i stället för text
  --today ÅÅÅÅ-MM-DD    kontrollera som vid slutet av den dagen
  --orgnr NUMMER        arbetsgivare som du företräder; kan anges flera gånger
  --miljo test|produktion
                        test om inget anges; produktion stoppar testfiler och testpersoner
  --help                den här texten

Svar från check: 0 kan skickas, 1 går inte att skicka, 2 kunde inte kontrolleras.
`,
    mendHelp: `kvittens mend – rätta en fil, utan att skicka något

Användning:
  kvittens mend FIL NY [val]

Skriver den rättade filen i NY, som inte får finnas. Bara det som säkert är menat så rättas:
teckensätt, märket i filens början (BOM), radslut, blanktecken i radernas slut, ensamma & och
ordningen mellan uppgifter. Datum, personer och andra uppgifter ändras inte.

Val:
  --also SORT           rätta också det som kanske är menat så, till exempel counts (filens egna
                        antal); kan anges flera gånger. Sorter: {sorts}
  --tjanst, --today, --orgnr, --miljo
                        som för kvittens check
  --help                den här texten

Svar: 0 den nya filen kan skickas, 1 den går inte att skicka, 2 inget kunde rättas.
`,
    mendFiles: 'Ange filen och den nya filen. Skriv kvittens mend --help.',
    mendSort: '--also {value}: ange någon av {sorts}.',
    mendTable: '{file}: en tabell rättas när den görs om. Skriv kvittens check för att se hur.',
    mendExists: '{file}: filen finns redan. Ange en ny.',
    mendNothing: '{file}: inget i filen kan rättas åt dig. Ingen fil är skriven.',
    mendedStep: '{file}: rättat: {step}',
    mendOffer: '{file}: kanske menat så, inte rättat: {offer} (--also {sort})',
    unknownCommand: 'Kommandot {command} finns inte. Skriv kvittens --help.',
    noFile: 'Ange minst en fil. Skriv kvittens --help.',
    unknownService: 'E-tjänsten {service} finns inte. Välj någon av: {services}.',
    badDate: '--today {value}: skriv en dag som finns, i formen ÅÅÅÅ-MM-DD.',
    badOrgnr: '--orgnr {value}: inte ett giltigt organisationsnummer eller personnummer.',
    badEnvironment: '--miljo {value}: ange test eller produktion.',
    badOption: 'Valet går inte att förstå: {reason}. Skriv kvittens --help.',
    unreadable: '{file}: filen går inte att läsa ({reason}).',
    reference: '(referens {reference})',
    more: '{file}: {count, number} fynd till visas inte.',
    table:
      '{file}: tabellen är läst efter sina egna rubriker. Portalen läser den med företagets omvandling: kvittens send --test visar svaret som det blir när filen lämnas.',
    passed:
      '{file}: kan skickas. {poster, plural, one {# post} other {# poster}}, {varning, plural, =0 {inga anmärkningar} one {# anmärkning} other {# anmärkningar}}.',
    stopped:
      '{file}: går inte att skicka. {poster, plural, one {# post} other {# poster}}, {stop, plural, one {# fel} other {# fel}}, {varning, plural, =0 {inga anmärkningar} one {# anmärkning} other {# anmärkningar}}.',
    dueCase: 'rad {line, number}, sista dag {date}',
  },
  en: {
    help: `kvittens – check, hand in and fetch files

Usage:
  kvittens check FILE … [options]       check on your own computer; nothing is sent
  kvittens mend FILE NEW [options]      correct what is certain, in a new file; nothing is sent
  kvittens send FILE … [options]        hand in through the portal
  kvittens status REF … [options]       where submissions stand, and what to do
  kvittens list [options]               what has been handed in, the latest first
  kvittens withdraw REF … [options]     take back submissions that have not been sent
  kvittens fetch --to FOLDER [options]  fetch files from Försäkringskassan
  kvittens watch FOLDER [options]       folder agent: hand in what is put in a folder
Type --help after a command for its options.

Options of check:
  --tjanst NAME         e-service: {services} (sjukanmalan by default)
  --json                one JSON object a file instead of text
  --today YYYY-MM-DD    check as at the end of that day
  --orgnr NUMBER        an employer you act for; may be given several times
  --miljo test|produktion
                        test by default; produktion stops test files and test persons
  --help                this text

Exit code of check: 0 can be sent, 1 cannot be sent, 2 could not be checked.
`,
    mendHelp: `kvittens mend – correct a file, without sending anything

Usage:
  kvittens mend FILE NEW [options]

Writes the corrected file as NEW, which must not exist. Only what is certain is corrected: the
encoding, the mark at the beginning (BOM), line ends, blanks at the end of lines, a bare & and the
order of details. Dates, persons and other details are not changed.

Options:
  --also SORT           correct what only may be meant so too, such as counts (those that the file
                        states of itself); may be given several times. Sorts: {sorts}
  --tjanst, --today, --orgnr, --miljo
                        as of kvittens check
  --help                this text

Exit code: 0 the new file can be sent, 1 it cannot be sent, 2 nothing could be corrected.
`,
    mendFiles: 'Give the file and the new file. Type kvittens mend --help.',
    mendSort: '--also {value}: give one of {sorts}.',
    mendTable: '{file}: a table is corrected as it is converted. Type kvittens check to see how.',
    mendExists: '{file}: the file exists already. Give a new one.',
    mendNothing: '{file}: nothing in the file can be corrected for you. No file was written.',
    mendedStep: '{file}: corrected: {step}',
    mendOffer: '{file}: perhaps meant so, not corrected: {offer} (--also {sort})',
    unknownCommand: 'There is no command {command}. Type kvittens --help.',
    noFile: 'Give at least one file. Type kvittens --help.',
    unknownService: 'There is no e-service {service}. Choose one of: {services}.',
    badDate: '--today {value}: write a day that exists, as YYYY-MM-DD.',
    badOrgnr: '--orgnr {value}: not a valid organisation number or personal identity number.',
    badEnvironment: '--miljo {value}: give test or produktion.',
    badOption: 'An option cannot be understood: {reason}. Type kvittens --help.',
    unreadable: '{file}: the file cannot be read ({reason}).',
    reference: '(reference {reference})',
    more: '{file}: {count, number} more findings are not shown.',
    table:
      '{file}: the table was read by its own headings. The portal reads it by the company’s conversion: kvittens send --test shows the answer as it will be when the file is handed in.',
    passed:
      '{file}: can be sent. {poster, plural, one {# record} other {# records}}, {varning, plural, =0 {no remarks} one {# remark} other {# remarks}}.',
    stopped:
      '{file}: cannot be sent. {poster, plural, one {# record} other {# records}}, {stop, plural, one {# fault} other {# faults}}, {varning, plural, =0 {no remarks} one {# remark} other {# remarks}}.',
    dueCase: 'line {line, number}, last day {date}',
  },
} as const
