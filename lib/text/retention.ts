/** For how long what was handed in is kept: the company's page of it. */
export const retentionTexts = {
  sv: {
    title: 'Hur länge filer sparas',
    lead: 'Innehållet i inlämnade filer tas bort efter en tid. Kvittensen finns kvar.',
    now: 'Innehållet tas bort {days, plural, one {# dag} other {# dagar}} efter att en inlämning är färdig: godkänd, underkänd, avvisad, återkallad eller mottagen utan fler besked att vänta på.',
    stays:
      'Det som är okänt, stoppat eller väntar på besked tas inte bort. Kvittens, kvittensID, filens fingeravtryck och antal finns kvar efteråt, och du kan fortfarande se vad som hände.',
    label: 'Antal dagar',
    hint: 'Högst {days, number}.',
    save: 'Spara antalet dagar',
    archive: {
      title: 'Spara årets kvittenser',
      lead: 'Till revisorn eller det egna arkivet: en PDF och en JSON-fil för varje kvittens, en lista i CSV och ett fingeravtryck (SHA-256) av varje fil, i en ZIP-fil. I loggen står vem som hämtade den.',
      year: 'År',
      fetch: 'Hämta årets kvittenser',
    },
  },
  en: {
    title: 'How long files are kept',
    lead: 'The content of files that were handed in is removed after a time. The receipt stays.',
    now: 'The content is removed {days, plural, one {# day} other {# days}} after a submission has come to its end: approved, disapproved, refused, withdrawn, or received with no more answers to wait for.',
    stays:
      'What is unknown, stopped or waits for an answer is not removed. Receipt, kvittensID, the file’s fingerprint and counts stay afterwards, and you can still see what happened.',
    label: 'Number of days',
    hint: 'At most {days, number}.',
    save: 'Save the number of days',
    archive: {
      title: 'Keep the year’s receipts',
      lead: 'For the auditor or your own archive: a PDF and a JSON file for each receipt, a list in CSV and a fingerprint (SHA-256) of each file, in one ZIP file. The log tells who fetched it.',
      year: 'Year',
      fetch: 'Fetch the year’s receipts',
    },
  },
} as const
