/** What stands in a template for a spreadsheet program. */
export const templateTexts = {
  sv: {
    sheet: 'Uppgifter',
    needed: 'Måste fyllas i på varje rad.',
    mayBeEmpty: 'Lämna tomt om det inte gäller.',
    period: 'En sjukperiod före den här. Lämna tomt om det inte finns någon.',
    wrongDate: 'Skriv datumet som ÅÅÅÅ-MM-DD.',
  },
  en: {
    sheet: 'Details',
    needed: 'Has to be filled in on each row.',
    mayBeEmpty: 'Leave it empty if it does not apply.',
    period: 'A sick period before this one. Leave it empty if there is none.',
    wrongDate: 'Write the date as YYYY-MM-DD.',
  },
} as const
