import { LIMITS } from '#lib/limits.ts'
import { amount } from './spelling.ts'

/** The page Konto: a person's own things, whatever company they act for. */
export const myAccountTexts = {
  sv: {
    title: 'Ditt konto',
    lead: 'Det här är ditt, vilket företag du än agerar för.',
    who: 'Personnummer {masked}. Namnet kommer från din e-legitimation eller från den som gav dig kontot.',
    mail: 'E-postadress',
    mailWhy:
      'Hit skickar vi det som rör dig själv: ansökningar, inbjudningar och ditt konto. Företagets aviseringar har egna adresser.',
    language: 'Språk i breven till dig',
    languages: { sv: 'Svenska', en: 'Engelska' },
    saveLanguage: 'Spara språket',
    sessions: {
      title: 'Inloggningar',
      lead: 'Här är du inloggad just nu. Känner du inte igen en inloggning: avsluta den. Då gäller den inte längre, inte ens för en fil som håller på att laddas upp.',
      device: 'Var',
      way: 'Hur',
      started: 'Inloggad',
      seen: 'Senast aktiv',
      act: 'Avsluta',
      on: '{browser} på {system}',
      unknown: 'Okänd webbläsare',
      isThis: 'den här inloggningen',
      ways: { eleg: 'E-legitimation', password: 'Användarnamn och lösenord', passkey: 'Passkey' },
      browsers: {
        edge: 'Edge',
        opera: 'Opera',
        samsung: 'Samsung Internet',
        firefox: 'Firefox',
        chrome: 'Chrome',
        safari: 'Safari',
        other: 'okänd webbläsare',
      },
      systems: {
        windows: 'Windows',
        chromeos: 'ChromeOS',
        android: 'Android',
        ios: 'iPhone eller iPad',
        macos: 'Mac',
        linux: 'Linux',
        other: 'okänt system',
      },
      end: 'Avsluta inloggningen {device}',
      endOthers: 'Avsluta alla andra inloggningar',
      earlier: 'Visa {count, plural, one {# äldre inloggning} other {# äldre inloggningar}}',
      earlierCaption: 'Äldre inloggningar',
      none: 'Du är inte inloggad någon annanstans.',
    },
    ways: {
      title: 'Så loggar du in',
      eleg: 'Med e-legitimation kan du alltid logga in.',
      password: 'Du har också ett användarnamn, {username}, med lösenord och engångskod.',
      change: 'Byt lösenord, kodapp och passkeys',
    },
    companies: {
      title: 'Företag och roller',
      none: 'Du agerar inte för något företag.',
      via: 'genom {bureau}',
      until: 'till och med {date}',
      choose: 'Byt företag',
      leave: 'Gå ur {company}',
      leaveText:
        'Du slutar agera för företaget direkt, och dess administratörer får veta det. Vill du komma tillbaka måste de bjuda in dig.',
      leaveSure: 'Ja, jag vill lämna {company}',
      leaveButton: 'Gå ur företaget',
    },
    applications: {
      title: 'Ansökningar',
      lead: 'Ansökningar om anslutning som du har gjort eller är namngiven i.',
    },
    kept: {
      title: 'Vad som sparas om dig',
      who: {
        what: 'Namn, födelsetid och en nyckel',
        why: 'För att veta vem du är. Personnumret sparas inte i klartext, bara en nyckel gjord av det. Sparas så länge du har kontot. Namnet och födelsetiden står kvar vid det du har gjort.',
      },
      logins: {
        what: 'Inloggningar',
        why: `Hur, när och grovt i vilken webbläsare, tills inloggningen är slut, senast efter ${amount(LIMITS.sessionHours, 'hour', 'sv')}. Användarnamn, lösenord (som inte går att läsa) och engångskoder, om du har dem, tills du tar bort dem.`,
      },
      mail: { what: 'Din e-postadress', why: 'För brev till dig. Sparas tills du byter den eller raderar kontot.' },
      acts: {
        what: 'Vad du har gjort',
        why: 'Inloggningar, vad du har lämnat, öppnat, ändrat och bestämt, med tid. Det behövs för att visa vem som gjorde vad hos företaget, och tas inte bort.',
      },
      files: {
        what: 'Filer du har lämnat',
        why: 'De är företagets. Innehållet tas bort enligt företagets gallring; kvittensen och att du lämnade filen finns kvar.',
      },
      applications: {
        what: 'Ansökningar',
        why: 'Det du har skrivit i en ansökan, och det du har skrivit under. Personnummer i klartext tas bort när ansökan är avgjord. Underskriften sparas som bevis.',
      },
      mails: {
        what: 'Brev till dig',
        why: `Vart ett brev gick och när, i ${amount(LIMITS.noticeKeepDays, 'day', 'sv')} efter den tid då det kunde skickas.`,
      },
      more: 'Mer om personuppgifter i portalen',
      exportAbout:
        'Allt som är ditt, som en fil i formatet JSON. Filernas innehåll är inte med. Du kan behöva visa vem du är på nytt först.',
      export: 'Hämta allt som sparas om dig',
      erase: 'Radera kontot',
    },
    erase: {
      title: 'Radera ditt konto',
      lead: 'Kontot avslutas direkt och kommer inte tillbaka. Du kan börja om senare, som ny.',
      goes: {
        title: 'Det här tas bort',
        logins: 'Alla dina inloggningar, användarnamn, lösenord, engångskoder och passkeys.',
        companies: 'Dina roller: du agerar inte längre för något företag.',
        mail: 'Din e-postadress, och brev som inte har skickats än.',
        drafts: 'Ansökningar som du har börjat på och ingen har skrivit under.',
        number: 'Nyckeln som är gjord av ditt personnummer.',
      },
      stays: {
        title: 'Det här finns kvar, för att andra behöver det',
        name: 'Ditt namn och din födelsetid, vid det du har gjort.',
        acts: 'Företagens loggar, inlämningar och kvittenser: de visar vem som gjorde vad.',
        signatures: 'Underskrifter i ansökningar som har skickats in: de är bevis.',
      },
      first: 'Det går inte att radera kontot än',
      obstacles: {
        staff: 'Du har supportbehörighet eller driftbehörighet. Den som driver portalen avslutar ditt konto.',
        last_administrator:
          'Du är den sista behörighetsadministratören för {label}. Bjud in en till, som först säger ja, eller avsluta företagets anslutning.',
        application: 'Ansökan {label} väntar. Återta den, tacka nej eller vänta tills den är avgjord.',
      },
      label: 'Skriv {word} för att bekräfta',
      button: 'Radera mitt konto',
      back: 'Tillbaka till ditt konto',
    },
    done: {
      avslutad: 'Inloggningen är avslutad.',
      andra: 'Alla andra inloggningar är avslutade.',
      lamnat: 'Du har gått ur företaget.',
      'inga-andra': 'Du hade inga andra inloggningar.',
      sprak: 'Språket är sparat.',
    },
  },
  en: {
    title: 'Your account',
    lead: 'This is yours, whichever company you act for.',
    who: 'Personal identity number {masked}. The name comes from your e-identification, or from whoever gave you the account.',
    mail: 'Mail address',
    mailWhy:
      'What is about yourself goes here: applications, invitations and your account. A company’s notices have addresses of their own.',
    language: 'Language of the mails to you',
    languages: { sv: 'Swedish', en: 'English' },
    saveLanguage: 'Save the language',
    sessions: {
      title: 'Logins',
      lead: 'You are logged in here right now. If you do not recognise a login, end it. It counts no more then, not even for a file that is being uploaded.',
      device: 'Where',
      way: 'How',
      started: 'Logged in',
      seen: 'Last active',
      act: 'End',
      on: '{browser} on {system}',
      unknown: 'Unknown browser',
      isThis: 'this login',
      ways: { eleg: 'E-identification', password: 'User name and password', passkey: 'Passkey' },
      browsers: {
        edge: 'Edge',
        opera: 'Opera',
        samsung: 'Samsung Internet',
        firefox: 'Firefox',
        chrome: 'Chrome',
        safari: 'Safari',
        other: 'unknown browser',
      },
      systems: {
        windows: 'Windows',
        chromeos: 'ChromeOS',
        android: 'Android',
        ios: 'iPhone or iPad',
        macos: 'Mac',
        linux: 'Linux',
        other: 'unknown system',
      },
      end: 'End the login {device}',
      endOthers: 'End all other logins',
      earlier: 'Show {count, plural, one {# older login} other {# older logins}}',
      earlierCaption: 'Older logins',
      none: 'You are not logged in anywhere else.',
    },
    ways: {
      title: 'How you log in',
      eleg: 'With e-identification you can always log in.',
      password: 'You also have a user name, {username}, with password and one-time code.',
      change: 'Change password, authenticator app and passkeys',
    },
    companies: {
      title: 'Companies and roles',
      none: 'You do not act for any company.',
      via: 'through {bureau}',
      until: 'until {date}',
      choose: 'Change company',
      leave: 'Leave {company}',
      leaveText:
        'You stop acting for the company at once, and its administrators are told. To come back you must be invited by them.',
      leaveSure: 'Yes, I wish to leave {company}',
      leaveButton: 'Leave the company',
    },
    applications: {
      title: 'Applications',
      lead: 'Applications to join that you have made or are named in.',
    },
    kept: {
      title: 'What is kept about you',
      who: {
        what: 'Name, date of birth and a key',
        why: 'To know who you are. The personal number is not kept in clear, only a key made from it. Kept for as long as you have the account. Your name and date of birth stay with what you have done.',
      },
      logins: {
        what: 'Logins',
        why: `How, when and roughly in which browser, until the login ends, after ${amount(LIMITS.sessionHours, 'hour', 'en')} at the latest. User name, password (which cannot be read) and one-time codes, if you have them, until you remove them.`,
      },
      mail: { what: 'Your mail address', why: 'For mails to you. Kept until you change it or erase the account.' },
      acts: {
        what: 'What you have done',
        why: 'Logins, and what you have handed in, opened, changed and decided, with the time. It is needed to show who did what at the company, and is not removed.',
      },
      files: {
        what: 'Files you have handed in',
        why: 'They are the company’s. The content is removed as the company’s retention says; the receipt stays, and that you handed the file in.',
      },
      applications: {
        what: 'Applications',
        why: 'What you have written in an application, and what you have signed. Personal numbers in clear are removed when the application is decided. The signature is kept as proof.',
      },
      mails: {
        what: 'Mails to you',
        why: `Where a mail went and when, for ${amount(LIMITS.noticeKeepDays, 'day', 'en')} after the time in which it could be sent.`,
      },
      more: 'More about personal data in the portal',
      exportAbout:
        'All that is yours, as a file in the format JSON. The content of files is not in it. You may have to show who you are once more first.',
      export: 'Get all that is kept about you',
      erase: 'Erase the account',
    },
    erase: {
      title: 'Erase your account',
      lead: 'The account ends at once and does not come back. You can start again later, as new.',
      goes: {
        title: 'This is removed',
        logins: 'All your logins, user name, password, one-time codes and passkeys.',
        companies: 'Your roles: you act for no company any more.',
        mail: 'Your mail address, and mails that have not been sent yet.',
        drafts: 'Applications that you have begun and nobody has signed.',
        number: 'The key made from your personal number.',
      },
      stays: {
        title: 'This stays, since others need it',
        name: 'Your name and date of birth, with what you have done.',
        acts: 'The companies’ logs, submissions and receipts: they show who did what.',
        signatures: 'Signatures in applications that have been sent in: they are proof.',
      },
      first: 'The account cannot be erased yet',
      obstacles: {
        staff: 'You have support or operator access. Whoever runs the portal ends your account.',
        last_administrator:
          'You are the last authorisation administrator of {label}. Invite another one, who says yes first, or end the company’s connection.',
        application: 'Application {label} is waiting. Withdraw it, say no, or wait until it is decided.',
      },
      label: 'Type {word} to confirm',
      button: 'Erase my account',
      back: 'Back to your account',
    },
    done: {
      avslutad: 'The login has ended.',
      andra: 'All other logins have ended.',
      lamnat: 'You have left the company.',
      'inga-andra': 'You had no other logins.',
      sprak: 'The language is saved.',
    },
  },
} as const

/** What a form of Konto has done: `?klart=`. */
export type AccountDoneWord = keyof typeof myAccountTexts.sv.done

export const readAccountDone = (word: unknown): AccountDoneWord | undefined =>
  typeof word === 'string' && Object.hasOwn(myAccountTexts.sv.done, word) ? (word as AccountDoneWord) : undefined
