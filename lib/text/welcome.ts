import { LIMITS } from '#lib/limits.ts'
import { amount } from './spelling.ts'

/** The page of somebody who has identified and has no account. */
export const welcomeTexts = {
  sv: {
    title: 'Du har inget konto här än',
    known: 'Du har legitimerat dig som {name}. Inget har sparats om dig.',
    stays: `Vi minns i ${amount(LIMITS.guestMinutes, 'minute', 'sv')} att det är du. Ett konto får du först när du börjar en anslutning eller tar emot en inbjudan.`,
    join: {
      title: 'Ska ditt företag anslutas?',
      text: 'Du kan börja en ansökan om du är firmatecknare, har en delegation eller är ombud med fullmakt. Den motsvarar blankett 5063.',
      button: 'Anslut ditt företag',
    },
    invited: {
      title: 'Har du fått en inbjudan?',
      text: 'Öppna länken i mejlet i den här webbläsaren. Har länken slutat gälla ber du den som bjöd in dig om en ny.',
    },
    missing: {
      title: 'Trodde du att du redan hade behörighet?',
      text: 'Be företagets behörighetsadministratör att bjuda in dig.',
    },
    logOut: 'Logga ut',
    gone: {
      title: 'Din legitimering gäller inte längre',
      text: `Den gäller i ${amount(LIMITS.guestMinutes, 'minute', 'sv')}. Logga in med e-legitimation igen. Inget har sparats om dig.`,
      button: 'Logga in',
    },
  },
  en: {
    title: 'You have no account here yet',
    known: 'You have identified yourself as {name}. Nothing has been stored about you.',
    stays: `We remember for ${amount(LIMITS.guestMinutes, 'minute', 'en')} that it is you. You get an account only when you begin an application or accept an invitation.`,
    join: {
      title: 'Is your company going to join?',
      text: 'You can begin an application if you sign for the company, have a delegation, or are a representative with a power of attorney. It corresponds to form 5063.',
      button: 'Connect your company',
    },
    invited: {
      title: 'Have you been invited?',
      text: 'Open the link in the mail in this browser. If the link no longer works, ask the one who invited you for a new one.',
    },
    missing: {
      title: 'Did you expect to have access already?',
      text: 'Ask your company’s access administrator to invite you.',
    },
    logOut: 'Log out',
    gone: {
      title: 'Your identification is no longer valid',
      text: `It holds for ${amount(LIMITS.guestMinutes, 'minute', 'en')}. Log in with e-identification again. Nothing has been stored about you.`,
      button: 'Log in',
    },
  },
} as const
