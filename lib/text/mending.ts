/** What the sentences of `kinds` choose by and are filled in with, where an offer does not say it. */
export const UNSAID_OF_MEND = { case: '', of: '', from: '', to: '', found: '', names: '', stated: '', actual: 0, expected: 0 }

/** What can be mended of a file in the page, and corrections by hand. `kinds`: by kind of mend; parameters are those of the offer. */
export const mendingTexts = {
  sv: {
    title: 'Det här kan rättas åt dig',
    lead: 'Filen rättas här på datorn och kontrolleras igen. Inget skickas. Bara det som är ikryssat rättas.',
    perhaps: 'Kryssa bara för om det stämmer.',
    none: 'Kryssa för det som ska rättas.',
    button: 'Rätta det som är ikryssat',
    working: 'Rättar filen.',
    kinds: {
      encoding:
        '{of, select, name {Filen säger att den är sparad i {from} men är sparad i {to}. Ändra vad filen säger.} utf {Filen är sparad i {from}. Den ska vara i {to}. Gör om den.} other {Filen är sparad i {from}. Den ska vara i {to} (kallas även Windows-1252 eller ANSI). Gör om den.}}',
      bom: 'Filen börjar med ett osynligt märke (BOM) som inte får stå där. Ta bort det.',
      'line-ends':
        'Raderna slutar på olika sätt, eller så finns tomma rader. Gör dem lika ({count, plural, one {# rad} other {# rader}}).',
      padding:
        '{case, select, short {{of, select, all {Alla {count, number} rader är för korta} other {{count, plural, one {# rad är för kort} other {# rader är för korta}}}}: blanktecknen sist har tagits bort, ofta av en texteditor. Fyll ut till {expected, number} tecken.} long {{count, plural, one {# rad har} other {# rader har}} för många blanktecken sist. Korta till {expected, number} tecken.} other {{count, plural, one {# rad har} other {# rader har}} fel antal blanktecken sist. Gör dem {expected, number} tecken långa.}}',
      ampersand:
        'Tecknet & står ensamt på {count, plural, one {# ställe} other {# ställen}}. Skriv det som &amp;, som betyder samma sak.',
      order:
        'Uppgifterna i ”{found}” står i fel ordning på {count, plural, one {# ställe} other {# ställen}}. Ordningen ska vara {names}. Flytta dem.',
      counts:
        '{case, select, several {Antalen som filen anger stämmer inte med vad som finns i den. Skriv de antal som finns.} other {Filen anger {stated} för antal {of} men har {actual, number}. Är {actual, number} rätt? Då skriver vi det i filen.}}',
    },
    done: 'Rättat i filen',
    chosen: 'Den rättade filen är redan vald.',
    steps: {
      encoding: 'Teckensättet ({count, plural, one {# ställe} other {# ställen}})',
      bom: 'Märket i filens början togs bort',
      'line-ends': 'Radslut ({count, plural, one {# rad} other {# rader}})',
      padding: 'Blanktecken sist på raden ({count, plural, one {# rad} other {# rader}})',
      ampersand: '& skrevs som &amp; ({count, plural, one {# ställe} other {# ställen}})',
      order: 'Ordningen mellan uppgifter ({count, plural, one {# ställe} other {# ställen}})',
      counts: 'Antal ({count, plural, one {# ställe} other {# ställen}})',
      mended: 'Uppgifter som du har rättat ({count, number})',
    },
    save: 'Spara den rättade filen',
    saveXml: 'Spara den rättade filen som XML',
    workbook: 'Arbetsboken på datorn är inte ändrad. Rätta den också, så blir det rätt nästa gång.',
    source: 'Rätta också i lönesystemet, så blir det rätt nästa gång.',
    change:
      '{gone, plural, =0 {Inga fel är borta} one {# fel är borta} other {# fel är borta}}, {fresh, plural, =0 {inga är nya} one {# är nytt} other {# är nya}}.',
    here: 'Rätta här',
    hereLabel: 'Rätta här: {field}, {place}',
    valueLabel: '{field}, {place}',
    correct: 'Rätta och kontrollera',
    cancel: 'Avbryt',
    refused: {
      gone: 'Det går inte att rätta här. Rätta filen där den är gjord.',
      'too-long': 'Det får inte plats i fältet. Skriv kortare.',
      sign: 'Ett tecken finns inte i filens teckensätt. Skriv ett annat.',
      unreadable: 'Filen gick inte att läsa. Den kan ha ändrats eller flyttats sedan du valde den. Välj den igen.',
    },
  },
  en: {
    title: 'This can be corrected for you',
    lead: 'The file is corrected here on your computer and checked again. Nothing is sent. Only what is ticked is corrected.',
    perhaps: 'Tick only if it is right.',
    none: 'Tick what is to be corrected.',
    button: 'Correct what is ticked',
    working: 'Correcting the file.',
    kinds: {
      encoding:
        '{of, select, name {The file says that it is saved in {from} but is saved in {to}. Change what the file says.} utf {The file is saved in {from}. It should be in {to}. Convert it.} other {The file is saved in {from}. It should be in {to} (also called Windows-1252 or ANSI). Convert it.}}',
      bom: 'The file begins with an invisible mark (BOM) that may not stand there. Remove it.',
      'line-ends':
        'The lines end in different ways, or there are empty lines. Make them alike ({count, plural, one {# line} other {# lines}}).',
      padding:
        '{case, select, short {{of, select, all {All {count, number} lines are too short} other {{count, plural, one {# line is too short} other {# lines are too short}}}}: the blanks at the end have been removed, often by a text editor. Fill up to {expected, number} characters.} long {{count, plural, one {# line has} other {# lines have}} too many blanks at the end. Shorten to {expected, number} characters.} other {{count, plural, one {# line has} other {# lines have}} the wrong number of blanks at the end. Make them {expected, number} characters long.}}',
      ampersand:
        'The character & stands alone in {count, plural, one {# place} other {# places}}. Write it as &amp;, which means the same.',
      order:
        'The details in “{found}” stand in the wrong order in {count, plural, one {# place} other {# places}}. The order should be {names}. Move them.',
      counts:
        '{case, select, several {The counts that the file states differ from what is in it. Write the counts that there are.} other {The file states {stated} as {of, select, sjukfall {the number of sick\u2011leave cases} arbetsgivare {the number of employers} other {the number of {of}}} but has {actual, number}. Is {actual, number} right? Then we write it in the file.}}',
    },
    done: 'Corrected in the file',
    chosen: 'The corrected file is chosen already.',
    steps: {
      encoding: 'The encoding ({count, plural, one {# place} other {# places}})',
      bom: 'The mark at the beginning was removed',
      'line-ends': 'Line ends ({count, plural, one {# line} other {# lines}})',
      padding: 'Blanks at the end of the line ({count, plural, one {# line} other {# lines}})',
      ampersand: '& was written as &amp; ({count, plural, one {# place} other {# places}})',
      order: 'The order of details ({count, plural, one {# place} other {# places}})',
      counts: 'Counts ({count, plural, one {# place} other {# places}})',
      mended: 'Details that you have corrected ({count, number})',
    },
    save: 'Save the corrected file',
    saveXml: 'Save the corrected file as XML',
    workbook: 'The workbook on your computer is not changed. Correct it too, so that it is right the next time.',
    source: 'Correct it in the payroll system too, so that it is right the next time.',
    change:
      '{gone, plural, =0 {No faults are gone} one {# fault is gone} other {# faults are gone}}, {fresh, plural, =0 {none are new} one {# is new} other {# are new}}.',
    here: 'Correct here',
    hereLabel: 'Correct here: {field}, {place}',
    valueLabel: '{field}, {place}',
    correct: 'Correct and check',
    cancel: 'Cancel',
    refused: {
      gone: 'It cannot be corrected here. Correct the file where it was made.',
      'too-long': 'It does not fit in the field. Write less.',
      sign: 'A character is not in the encoding of the file. Write another.',
      unreadable: 'The file could not be read. It may have been changed or moved since you chose it. Choose it again.',
    },
  },
} as const
