import { LIMITS } from '#lib/limits.ts'
import { spelledAmount } from './spelling.ts'

/** Is it them or me: the state of the portal's parts. */
export const healthTexts = {
  sv: {
    title: 'Driftinformation',
    lead: 'Här ser du om felet ligger hos oss.',
    fine: 'Allt fungerar',
    disrupted: 'Vi har en driftstörning',
    parts: 'Tjänstens delar',
    portal: 'Logga in och lämna filer i webbläsaren',
    relay: 'Skicka filer vidare till Försäkringskassan',
    gateway: 'Automatisk filöverföring',
    well: 'Fungerar',
    down: 'Fungerar inte',
    since: 'Sedan {time}.',
    relayMeans:
      'Du kan lämna filer som vanligt. De ligger säkert hos oss och skickas när felet är avhjälpt. Skicka dem inte på nytt.',
    stopped: {
      restored:
        'Databasen har lagts tillbaka från en säkerhetskopia. Inget skickas förrän vi har stämt av med Försäkringskassan vad som har kommit fram, så att ingen fil skickas två gånger. Du kan lämna filer som vanligt.',
      held: 'Den som driver portalen har stoppat sändningen. Du kan lämna filer som vanligt. De ligger säkert hos oss och skickas när sändningen släpps på igen.',
    },
    gatewayMeans: 'Filer från lönesystem tas inte emot just nu. Lämna filen i webbläsaren om det är bråttom.',
    portalMeans: 'Det går inte att logga in eller lämna filer just nu. Filer som redan har fått referensnummer är säkra.',
    certificates: 'Certifikat och aviseringar',
    revocation: {
      none: 'Ingen utfärdare har lämnat någon spärrlista än. Certifikat vars spärr inte går att kontrollera släpps inte in, om den som driver portalen inte har valt något annat.',
      fresh: 'Utfärdarnas spärrlistor är aktuella.',
      late: 'En utfärdares spärrlista är försenad. Den senaste gäller tills vidare, så ni märker inget.',
      stale:
        'En utfärdares spärrlista är för gammal. Anrop med dess certifikat kan avvisas tills den har förnyats. Lämna filen i webbläsaren om det är bråttom.',
    },
    mail: {
      on: 'Aviseringar skickas med e-post.',
      off: 'Aviseringar skickas inte med e-post härifrån. De syns på sidorna i portalen.',
    },
    asked: 'Läget {time}. Ladda om sidan för att se det på nytt.',
    fk: 'Försäkringskassans egna system',
    fkText: `Vi ser inte Försäkringskassans egen driftinformation. Svarar de inte försöker vi igen i upp till ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'sv')}, och inlämningens sida visar varje försök.`,
  },
  en: {
    title: 'Service status',
    lead: 'Here you see whether the fault is at our end.',
    fine: 'Everything works',
    disrupted: 'There is a disruption',
    parts: 'Parts of the service',
    portal: 'Log in and hand in files in the browser',
    relay: 'Pass files on to Försäkringskassan',
    gateway: 'Automatic file transfer',
    well: 'Works',
    down: 'Does not work',
    since: 'Since {time}.',
    relayMeans:
      'You can hand in files as usual. They are safe with us and are sent when the fault has been mended. Do not send them again.',
    stopped: {
      restored:
        'The database was put back from a backup. Nothing is sent until we have checked with Försäkringskassan what has arrived, so that no file is sent twice. You can hand in files as usual.',
      held: 'Whoever runs the portal has stopped sending. You can hand in files as usual. They are safe with us and are sent when sending is released.',
    },
    gatewayMeans: 'Files from payroll systems are not received right now. Hand the file in with your browser if it is urgent.',
    portalMeans: 'You cannot log in or hand in files right now. Files that already have a reference number are safe.',
    certificates: 'Certificates and notices',
    revocation: {
      none: 'No issuer has given a revocation list yet. Certificates whose revocation cannot be checked are not let in, unless whoever runs the portal has chosen otherwise.',
      fresh: 'The issuers’ revocation lists are up to date.',
      late: 'An issuer’s revocation list is late. The last one holds for the time being, so you notice nothing.',
      stale:
        'An issuer’s revocation list is too old. Calls with its certificates may be refused until it is renewed. Hand the file in with your browser if it is urgent.',
    },
    mail: {
      on: 'Notices are sent by mail.',
      off: 'Notices are not sent by mail from here. They stand on the pages of the portal.',
    },
    asked: 'The state {time}. Reload the page to see it anew.',
    fk: 'Försäkringskassan’s own systems',
    fkText: `We do not see Försäkringskassan’s own service status. If they do not answer we keep trying for up to ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'en')}, and the page of the submission shows each attempt.`,
  },
} as const
