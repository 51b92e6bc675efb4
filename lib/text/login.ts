import { LIMITS } from '#lib/limits.ts'
import { amount } from './spelling.ts'

/** The login page. Why a login failed is said by `accounts.loginFault`. */
export const loginTexts = {
  sv: {
    title: 'Logga in',
    prove: {
      title: 'Visa att det är du',
      lead: `Det du ska göra kräver att du nyss har loggat in, högst ${amount(LIMITS.freshLoginMinutes, 'minute', 'sv')} tidigare. Logga in igen som {name}. Sedan kommer du tillbaka till det du hade skrivit.`,
    },
    eleg: {
      title: 'Med e-legitimation',
      text: 'Till exempel BankID eller Freja+. Du väljer vilken på nästa sida.',
      button: 'Logga in med e-legitimation',
    },
    password: {
      title: 'Med användarnamn och lösenord',
      text: 'Bara för dig som har fått ett användarnamn av företagets behörighetsadministratör.',
      username: 'Användarnamn',
      password: 'Lösenord',
      totp: 'Engångskod',
      totpHint: 'Sex siffror från din kodapp.',
      button: 'Logga in med lösenord',
      passkey: 'Logga in med passkey',
      passkeyFailed: 'Inloggningen med passkey blev inte av. Försök igen, eller logga in på ett annat sätt.',
      chosen: 'Användarnamn, lösenord och kodapp är sparade. Nu kan du logga in med dem.',
    },
    help: {
      title: 'Kommer du inte in?',
      text: 'Företagets behörighetsadministratör kan se och ändra din behörighet. Fungerar inte e-legitimationen hjälper den som har gett ut den.',
      contact: 'Kontakt',
    },
    people: {
      title: 'Testpersoner',
      text: 'De här står här för att det är en lokal testmiljö. De är påhittade, med personnummer som Skatteverket har publicerat för test.',
      caption: 'Testpersoner att logga in som',
      name: 'Namn',
      can: 'Får',
      personnummer: 'Personnummer',
      way: 'Med lösenord',
      elegOnly: 'bara e-legitimation',
      code: 'engångskod nu:',
      at: '{role} för {orgnr}',
      support: 'support',
      operator: 'drift',
    },
  },
  en: {
    title: 'Log in',
    prove: {
      title: 'Show that it is you',
      lead: `What you are about to do asks for a login within the last ${amount(LIMITS.freshLoginMinutes, 'minute', 'en')}. Log in again as {name}. Then you come back to what you had written.`,
    },
    eleg: {
      title: 'With e-identification',
      text: 'For example BankID or Freja+. You choose which on the next page.',
      button: 'Log in with e-identification',
    },
    password: {
      title: 'With user name and password',
      text: 'Only if your company’s access administrator has given you a user name.',
      username: 'User name',
      password: 'Password',
      totp: 'One-time code',
      totpHint: 'Six digits from your authenticator app.',
      button: 'Log in with password',
      passkey: 'Log in with a passkey',
      passkeyFailed: 'The login with a passkey came to nothing. Try again, or log in another way.',
      chosen: 'User name, password and authenticator app are saved. You can log in with them now.',
    },
    help: {
      title: 'Can you not get in?',
      text: 'Your company’s access administrator can see and change your access. If the e-identification does not work, its issuer can help.',
      contact: 'Contact',
    },
    people: {
      title: 'Test people',
      text: 'They stand here because this is a local test environment. They are made up, with personal numbers that Skatteverket has published for tests.',
      caption: 'Test people to log in as',
      name: 'Name',
      can: 'May act as',
      personnummer: 'Personal number',
      way: 'With password',
      elegOnly: 'e-identification only',
      code: 'one-time code now:',
      at: '{role} for {orgnr}',
      support: 'support',
      operator: 'operations',
    },
  },
} as const
