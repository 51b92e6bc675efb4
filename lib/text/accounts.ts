import { LIMITS } from '#lib/limits.ts'
import { amount } from './spelling.ts'

/** Logging in: what went wrong and what to do, by LoginFault; why a new password is refused, by PasswordFault; roles. */
export const accountTexts = {
  sv: {
    loginFault: {
      saknas: 'Skriv användarnamn, lösenord och engångskod.',
      fel: 'Fel användarnamn, lösenord eller engångskod.',
      vanta:
        'Det har blivit fel flera gånger. Vänta {seconds, plural, one {# sekund} other {# sekunder}} och försök sedan igen, eller logga in med e-legitimation.',
      last: 'Användarnamnet är låst för den här webbläsaren efter många misslyckade försök. Logga in med e-legitimation, så kan du låsa upp det själv, eller be din behörighetsadministratör att göra det.',
      avstangd:
        'Uppgifterna stämmer, men ditt företag har stängt av inloggning utan e-legitimation. Logga in med e-legitimation.',
      passkey: 'Det gick inte att logga in med en passkey. Försök igen, eller logga in på ett annat sätt.',
      avbruten: 'Du avbröt inloggningen. Inget har hänt. Du kan logga in igen när du vill.',
      niva: 'Din e-legitimation har inte den tillitsnivå som krävs (nivå 3). Logga in med en annan e-legitimation, till exempel BankID eller Freja+.',
      gammal:
        'Tjänsten för e-legitimation svarade med en äldre inloggning. Logga ut hos den, eller stäng webbläsaren, och visa sedan vem du är på nytt.',
      eleg: 'Legitimeringen gick inte att kontrollera. Det kan bero på att den tog för lång tid eller att du gick bakåt i webbläsaren. Börja om här.',
      nere: 'Vi når inte tjänsten för e-legitimation just nu. Vänta några minuter och försök sedan igen.',
      utgangen: `Du har loggats ut, eftersom du inte har gjort något på ${amount(LIMITS.sessionIdleMinutes, 'minute', 'sv')} eller har varit inloggad i ${amount(LIMITS.sessionHours, 'hour', 'sv')}. Logga in igen för att fortsätta.`,
    },
    loginFaultTitle: 'Du är inte inloggad',
    newCode: 'Vänta på en ny engångskod innan du försöker igen. En kod går bara att använda en gång.',
    proveFaultTitle: 'Det gick inte att visa att det är du',
    loggedOut: 'Du är utloggad.',
    erased: 'Ditt konto är raderat.',
    notYours:
      'Du kan inte agera för det företaget. Välj ett företag i listan, eller be företagets behörighetsadministratör om behörighet.',
    passwordFault: {
      'too-short': `Lösenordet är för kort. Det behöver minst ${LIMITS.leastPasswordCharacters} tecken. Flera ord i rad går bra.`,
      'too-long': `Lösenordet är för långt. Det får ha högst ${LIMITS.passwordCharacters} tecken.`,
      common: 'Lösenordet är lätt att gissa: många använder det, eller ord som står i det. Välj andra ord, eller fler.',
      'known-word':
        'Lösenordet består mest av ditt namn, företagets namn eller ord från tjänsten, och är därför lätt att gissa. Välj andra ord.',
      pattern: 'Lösenordet är ett mönster, en följd eller ett datum, och är därför lätt att gissa. Välj något annat.',
    },
    role: { administrator: 'Behörighetsadministratör', handler: 'Handläggare', ombud: 'Ombud', reader: 'Läsare' },
    reader: {
      title: 'Din roll för {employer} är läsare',
      sees: 'Du ser företagets inlämningar, kvittenser och felrapporter.',
      handIn: 'Läsare kan inte lämna filer.',
      act: 'Läsare kan inte återkalla, rätta eller skicka om en fil, och inte skriva in besked från Försäkringskassan.',
      open: 'Läsare kan inte öppna eller kvittera filer från Försäkringskassan.',
      ask: 'Företagets behörighetsadministratör kan ge dig en annan roll.',
      whoThey: 'Se vem det är',
      tryOut: 'Du kan ändå prova om en fil är rätt. Då lämnar inget din dator.',
      tryLink: 'Prova en fil',
    },
  },
  en: {
    loginFault: {
      saknas: 'Enter user name, password and one-time code.',
      fel: 'Wrong user name, password or one-time code.',
      vanta:
        'It has gone wrong several times. Wait {seconds, plural, one {# second} other {# seconds}} and try again, or log in with e-identification.',
      last: 'The user name is locked for this browser after many failed attempts. Log in with e-identification, and you can unlock it yourself, or ask your authorisation administrator to do it.',
      avstangd:
        'The details are right, but your company has switched off login without e-identification. Log in with e-identification.',
      passkey: 'It was not possible to log in with a passkey. Try again, or log in another way.',
      avbruten: 'You cancelled the login. Nothing has happened. You can log in again whenever you like.',
      niva: 'Your e-identification does not have the level of assurance that is needed (level 3). Log in with another one, for example BankID or Freja+.',
      gammal:
        'The e-identification service answered with an earlier login. Log out there, or close the browser, and then show who you are once more.',
      eleg: 'Your identification could not be verified. It may have taken too long, or you may have gone back in the browser. Start again here.',
      nere: 'We cannot reach the e-identification service right now. Wait a few minutes and try again.',
      utgangen: `You have been logged out, as you had not done anything for ${amount(LIMITS.sessionIdleMinutes, 'minute', 'en')} or had been logged in for ${amount(LIMITS.sessionHours, 'hour', 'en')}. Log in again to continue.`,
    },
    loginFaultTitle: 'You are not logged in',
    newCode: 'Wait for a new one-time code before you try again. A code works only once.',
    proveFaultTitle: 'It could not be shown that it is you',
    loggedOut: 'You have logged out.',
    erased: 'Your account is erased.',
    notYours:
      'You may not act for that company. Choose a company in the list, or ask the company’s authorisation administrator for access.',
    passwordFault: {
      'too-short': `The password is too short. It needs at least ${LIMITS.leastPasswordCharacters} characters. Several words in a row are fine.`,
      'too-long': `The password is too long. It may have at most ${LIMITS.passwordCharacters} characters.`,
      common: 'The password is easy to guess: many people use it, or words in it. Choose other words, or more of them.',
      'known-word':
        'The password is mostly your name, the company’s name or words from this service, which makes it easy to guess. Choose other words.',
      pattern: 'The password is a pattern, a sequence or a date, which makes it easy to guess. Choose something else.',
    },
    role: { administrator: 'Authorisation administrator', handler: 'Handler', ombud: 'Representative', reader: 'Reader' },
    reader: {
      title: 'Your role for {employer} is reader',
      sees: 'You see the company’s submissions, receipts and error reports.',
      handIn: 'Readers cannot hand in files.',
      act: 'Readers cannot withdraw, correct or resend a file, nor enter what Försäkringskassan said.',
      open: 'Readers cannot open or acknowledge files from Försäkringskassan.',
      ask: 'The company’s authorisation administrator can give you another role.',
      whoThey: 'See who that is',
      tryOut: 'You can still try whether a file is right. Nothing leaves your computer then.',
      tryLink: 'Try a file',
    },
  },
} as const
