/** For how long what was handed in is kept: the company's page of it. */
export const retentionTexts = {
  sv: {
    title: 'Gallring',
    lead: 'Hur länge innehållet i inlämnade filer finns kvar hos oss.',
    now: 'Innehållet tas bort {days, plural, one {# dag} other {# dagar}} efter att en inlämning är färdig: godkänd, underkänd, avvisad, återkallad eller mottagen utan fler besked att vänta på.',
    stays:
      'Det som är okänt, stoppat eller väntar på besked tas inte bort. Kvittens, kvittensID, filens fingeravtryck och antal finns kvar efteråt, och du kan fortfarande se vad som hände.',
    label: 'Antal dagar',
    hint: 'Högst {days, number}. Lämna tomt för {days, plural, one {# dag} other {# dagar}}, som gäller om företaget inte har valt något.',
    save: 'Spara antalet dagar',
    archive: {
      title: 'Spara årets kvittenser',
      lead: 'Till revisorn eller det egna arkivet: en PDF och en JSON-fil för varje kvittens, en lista i CSV och ett fingeravtryck (SHA-256) av varje fil, i en ZIP-fil. I loggen står vem som hämtade den.',
      year: 'År',
      fetch: 'Hämta årets kvittenser',
    },
  },
  en: {
    title: 'Retention',
    lead: 'For how long we keep the content of files that were handed in.',
    now: 'The content is removed {days, plural, one {# day} other {# days}} after a submission has come to its end: approved, disapproved, refused, withdrawn, or received with no more answers to wait for.',
    stays:
      'What is unknown, stopped or waits for an answer is not removed. Receipt, kvittensID, the file’s fingerprint and counts stay afterwards, and you can still see what happened.',
    label: 'Number of days',
    hint: 'At most {days, number}. Leave it empty for {days, plural, one {# day} other {# days}}, which holds when the company has chosen nothing.',
    save: 'Save the number of days',
    archive: {
      title: 'Keep the year’s receipts',
      lead: 'For the auditor or your own archive: a PDF and a JSON file for each receipt, a list in CSV and a fingerprint (SHA-256) of each file, in one ZIP file. The log tells who fetched it.',
      year: 'Year',
      fetch: 'Fetch the year’s receipts',
    },
  },
} as const
