import { LIMITS } from '#lib/limits.ts'
import { spelledAmount } from './spelling.ts'

/** Is it them or me: the state of the portal's parts. */
export const healthTexts = {
  sv: {
    title: 'Driftinformation',
    lead: 'Här ser du om felet ligger hos oss.',
    fine: 'Allt fungerar',
    partsFine: 'Portalens delar fungerar',
    notUs: 'Portalens delar fungerar. Du kan lämna filer som vanligt. De tas emot här och skickas så fort det går.',
    disrupted: 'Vi har en driftstörning',
    parts: 'Tjänstens delar',
    portal: 'Logga in och lämna filer i webbläsaren',
    relay: 'Skicka filer vidare till Försäkringskassan',
    gateway: 'Automatisk filöverföring',
    well: 'Fungerar',
    down: 'Fungerar inte',
    waits: 'Väntar på Försäkringskassan',
    ready: 'Redo',
    since: 'Sedan {time}.',
    dead: '{silent} av {of} svarar inte sedan kl. {time}. Resten sköter arbetet, så du märker inget.',
    relayMeans:
      'Du kan lämna filer som vanligt. De ligger säkert hos oss och skickas när felet är avhjälpt. Skicka dem inte på nytt.',
    stopped: {
      restored:
        'Databasen har lagts tillbaka från en säkerhetskopia. Inget skickas förrän vi har stämt av med Försäkringskassan vad som har kommit fram, så att ingen fil skickas två gånger. Du kan lämna filer som vanligt.',
      held: 'Den som driver portalen har stoppat sändningen. Du kan lämna filer som vanligt. De ligger säkert hos oss och skickas när sändningen släpps på igen.',
    },
    storeAway: 'Det går inte att lämna filer just nu',
    storeMeans:
      'Felet ligger hos oss: filer går inte att lagra. Det gäller både i webbläsaren och från lönesystem. Filer som redan har fått referensnummer ska inte lämnas på nytt.',
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
    fk: 'Försäkringskassan',
    receiver: 'Ta emot filer härifrån',
    fkText: `Det här vet vi av riktiga sändningar härifrån. Svarar Försäkringskassan inte försöker vi igen i upp till ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'sv')}, och inlämningens sida visar varje försök.`,
  },
  en: {
    title: 'Service status',
    lead: 'Here you see whether the fault is at our end.',
    fine: 'Everything works',
    partsFine: 'The parts of the portal work',
    notUs: 'The parts of the portal work. You can hand in files as usual. They are received here and sent as soon as possible.',
    disrupted: 'There is a disruption',
    parts: 'Parts of the service',
    portal: 'Log in and hand in files in the browser',
    relay: 'Pass files on to Försäkringskassan',
    gateway: 'Automatic file transfer',
    well: 'Works',
    down: 'Does not work',
    waits: 'Waits for Försäkringskassan',
    ready: 'Ready',
    since: 'Since {time}.',
    dead: '{silent} of {of} stopped answering at {time}. The rest do the work, so you notice nothing.',
    relayMeans:
      'You can hand in files as usual. They are safe with us and are sent when the fault has been mended. Do not send them again.',
    stopped: {
      restored:
        'The database was put back from a backup. Nothing is sent until we have checked with Försäkringskassan what has arrived, so that no file is sent twice. You can hand in files as usual.',
      held: 'Whoever runs the portal has stopped sending. You can hand in files as usual. They are safe with us and are sent when sending is released.',
    },
    storeAway: 'Files cannot be handed in right now',
    storeMeans:
      'The fault is at our end: files cannot be stored. That holds in the browser and from payroll systems alike. Files that already have a reference number should not be handed in again.',
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
    fk: 'Försäkringskassan',
    receiver: 'Take files from here',
    fkText: `This is what we know from real files sent from here. If Försäkringskassan does not answer we keep trying for up to ${spelledAmount(LIMITS.giveUpDays, 'dygn', 'en')}, and the page of the submission shows each attempt.`,
  },
} as const
