/** The page Konto: a person's own things, whatever company they act for. */
export const myAccountTexts = {
  sv: {
    title: 'Ditt konto',
    lead: 'Det här är ditt, vilket företag du än agerar för.',
    who: 'Personnummer {masked}. Namnet kommer från din e-legitimation eller från den som gav dig kontot.',
    mail: 'E-postadress',
    mailWhy:
      'Hit skickar vi det som rör dig själv: ansökningar, inbjudningar och ditt konto. Företagets aviseringar har egna adresser.',
  },
  en: {
    title: 'Your account',
    lead: 'This is yours, whichever company you act for.',
    who: 'Personal identity number {masked}. The name comes from your e-identification, or from whoever gave you the account.',
    mail: 'Mail address',
    mailWhy:
      'What is about yourself goes here: applications, invitations and your account. A company’s notices have addresses of their own.',
  },
} as const
