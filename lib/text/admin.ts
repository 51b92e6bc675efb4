import { LIMITS } from '#lib/limits.ts'
import { adminAccountTexts } from './admin-accounts.ts'
import { amount } from './spelling.ts'

/** What the operator's command says. */
export const adminTexts = {
  sv: {
    ...adminAccountTexts.sv,
    help: `npm run -s admin -- KOMMANDO

  status                 läget: sändning, kö, det som väntar på en person
  hold                   stoppa sändningen, före en start när både databas och filer är återställda
  reconcile LISTA [val]  jämför med en lista över vad Försäkringskassan har
  release [val]          släpp på sändningen igen
  settle REFERENS val    skriv in vad Försäkringskassan har sagt om en fil
  stops                  planerade stopp, pågående och kommande
  stop val               planera ett stopp, eller ta bort ett
  operator add --name NAMN   gör en person till operatör; personnumret frågas efter, eller läses från stdin
  operator remove PERSON     avsluta det
  sessions end PERSON        logga ut en person; --all loggar ut alla
  login unlock PERSON        glöm felaktiga försök på personens användarnamn
  login reset PERSON         ta bort personens användarnamn, lösenord, kodapp och nycklar
  list people [TEXT]         personer; också list operators, list companies, list applications
  audit verify [FIL]     är händelseloggen hel, och stämmer den med huvudena som är noterade i FIL
  broker keys ISSUER FIL hämta inloggningstjänstens publika nycklar till keepers fil (OIDC_JWKS_FILE)

Val för reconcile:
  --dry                  jämför bara, anteckna inget
  --apply                anteckna även när sändningen inte är stoppad
  --since ÅÅÅÅ-MM-DD     listan börjar den dagen: det som är äldre saknas inte
  --count ANTAL          så många filer säger Försäkringskassan att listan har; är de färre eller fler görs inget
  --json                 svaret som JSON
Val för release:
  --without-reconcile    trots att inget är jämfört; en fil kan då komma fram två gånger
Val för settle:
  --has | --has-not      de har filen, eller har den inte
  --told "ÅÅÅÅ-MM-DD TT.MM"  när de sade det, svensk tid
  --how phone | written  per telefon eller skriftligt
  --by NAMN              vem som fick beskedet; står på inlämningens sida
  --id KVITTENSID        om de uppgav något
Val för stop:
  --from "ÅÅÅÅ-MM-DD TT.MM"  när det börjar, svensk tid (med tidszon enligt ISO går också)
  --until "ÅÅÅÅ-MM-DD TT.MM" när det slutar; utan gäller det tills du tar bort det
  --sv TEXT --en TEXT    vad som står på portalens sidor, på svenska och engelska
  --remove ID            ta bort ett stopp, eller avsluta ett som pågår; ID står i stops

LISTA är JSON-rader som i Försäkringskassans liggare, eller CSV (; eller ,) i UTF-8 med rubrikrad:
kvittensID och gärna meddelandeID, orgnr och SHA-256. DATABASE_URL är relays adress till databasen, PAYLOAD_DIR filernas mapp.

Svar: 0 stämmer, 1 något stämmer inte eller väntar på dig, 2 gick inte att utföra.
`,
    entered: '{reference}: beskedet är inskrivet.',
    badBroker: 'Skriv npm run -s admin -- broker keys ISSUER FIL. Inget är ändrat.',
    brokerKeys:
      '{file}: {count, plural, one {en nyckel} other {# nycklar}} från inloggningstjänsten. Keeper läser filen vid nästa inloggning.',
    brokerKeysFailed: '{file} är inte ändrad. Nycklarna gick inte att hämta: {reason}',
    refused: '{reason}',
    noReference: 'Ange portalens referens: npm run -s admin -- settle REFERENS … Inget är ändrat.',
    noAnswer: 'Ange antingen --has eller --has-not. Inget är ändrat.',
    badTold: '--told {value}: skriv dag och klockslag i svensk tid, som "ÅÅÅÅ-MM-DD TT.MM". Inget är ändrat.',
    badHow: '--how {value}: skriv phone eller written. Inget är ändrat.',
    noName: 'Ange med --by vem som fick beskedet. Inget är ändrat.',
    planned: `{id}: stoppet är planerat från {from}{until}. Det syns på portalens sidor från ${amount(LIMITS.stopShownDays, 'day', 'sv')} innan.`,
    untilTime: ' till {time}',
    stopRow: '{id}  {from}{until}  {running, select, yes {pågår} other {kommer}}\n  {sv}\n  {en}',
    noStops: 'Inget stopp är planerat.',
    stopRemoved: '{id}: stoppet är borttaget.',
    noSuchStop: '{id}: det finns inget sådant stopp som pågår eller kommer. Skriv npm run -s admin -- stops. Inget är ändrat.',
    removeAlone: '--remove tar bort ett stopp och kan inte stå med andra val. Inget är ändrat.',
    badFrom:
      '--from {value}: skriv dag och klockslag i svensk tid, som "ÅÅÅÅ-MM-DD TT.MM", eller med tidszon enligt ISO. Inget är planerat.',
    badUntil:
      '--until {value}: skriv dag och klockslag i svensk tid, som "ÅÅÅÅ-MM-DD TT.MM", eller med tidszon enligt ISO. Inget är planerat.',
    untilBefore: '--until ska vara efter --from och efter nu. Inget är planerat.',
    badText: `--{field}: skriv vad som ska stå på sidorna, på en rad, ${LIMITS.stopCharacters} tecken som mest. Inget är planerat.`,
    numberInText:
      '--{field}: texten ser ut att ha ett person- eller organisationsnummer. Alla kan läsa sidan, så skriv utan. Inget är planerat.',
    unknownCommand: 'Kommandot {command} finns inte. Skriv npm run -s admin -- --help.',
    badOption: 'Valet går inte att förstå: {reason}. Skriv npm run -s admin -- --help.',
    badDate: '--since {value}: skriv en dag som finns, i formen ÅÅÅÅ-MM-DD.',
    badCount: '--count {value}: skriv ett positivt heltal. Inget är ändrat.',
    noList: 'Ange en lista: npm run -s admin -- reconcile LISTA.',
    unreadable: '{file}: filen går inte att läsa ({reason}).',
    environment: '{reason}\nDATABASE_URL är relays adress till databasen och PAYLOAD_DIR filernas mapp, som relay har dem.',
    databaseAway: 'Databasen svarar inte på frågan ({reason}). Inget är ändrat.',

    open: 'Sändningen är på.',
    restored:
      'Sändningen är stoppad{since}: databasen är äldre än filerna, alltså återställd från en säkerhetskopia. Kör reconcile och sedan release.',
    held: 'Sändningen är stoppad{since} för hand. Kör reconcile och sedan release.',
    sinceTime: ' sedan {time}',
    reconciled: 'Den är jämförd med en lista sedan dess.',
    notReconciled: 'Den är inte jämförd med någon lista sedan dess.',
    queue: 'I kö: {count, number}{oldest}.',
    oldest: ', den äldsta sedan {time}',
    waiting: 'Väntar på en person: {count, number} ({reason}).',
    forgotten: 'Filer som ligger här och som databasen har glömt: {count, number}.',
    lineFailing: 'Inga filer kommer fram till Försäkringskassan sedan {time}. {fault}',
    lineClosed: 'Försäkringskassan har stängt och öppnar {time}.',
    lineNeverOpen: 'Försäkringskassan har stängt: mottagarfilens öppettider har ingen tid.',
    lineAccepted: 'Försäkringskassan tog senast emot en fil {time}.',
    lineSilent: 'Försäkringskassan har inte tagit emot någon fil härifrån än.',
    mails: 'Mejl som ska iväg: {count, number}.',
    mailsFailing: 'Inga mejl går fram sedan {time}.',
    calls: 'Anrop till webhookar som ska iväg: {waiting, number}, varav {failing, number} har misslyckats minst en gång.',
    payloadKey:
      '{month}: månadens nyckel finns; {count, plural, =0 {inget är kvar} one {en fil är kvar} other {{count, number} filer är kvar}}.',
    payloadKeyDestroyed: '{month}: nyckeln är förstörd {time}.',
    payloadsOfBefore:
      '{count, plural, one {En fil} other {{count, number} filer}} från tiden före månadsnycklarna: PAYLOAD_IDENTITY behövs så länge.',
    noPayloadKey: 'Ingen månadsnyckel finns. Inga filer tas emot förrän relay har gjort en.',
    noRelay: 'Ingen relay är igång. Inget skickas och ingen får mejl.',
    noOperatorMail: 'Ingen som driver portalen får mejl: OPERATOR_MAIL är inte satt för relay.',

    stopped: 'Sändningen är stoppad. Starta, jämför med reconcile och släpp på med release.',
    released: 'Sändningen är på igen.',
    wasOpen: 'Sändningen var inte stoppad. Inget är ändrat.',
    mustReconcile:
      'Inget är jämfört med Försäkringskassans lista sedan sändningen stoppades, så filer kan komma fram två gånger. Kör reconcile LISTA först, eller release --without-reconcile om du vet att inget har skickats sedan säkerhetskopian. Inget är ändrat.',

    listEmpty: '{file}: listan är tom. Inget är ändrat. Har Försäkringskassan inget alls, använd release --without-reconcile.',
    listEncoding: '{file}: listan är inte skriven i UTF-8 (rad {line}). Spara den som UTF-8 och försök igen. Inget är ändrat.',
    listCut: '{file}: sista raden ({line}) är avbruten, så listan är inte hel. Hämta den på nytt. Inget är ändrat.',
    listCutCsv:
      '{file}: sista raden ({line}) slutar utan radbrytning, så listan kan vara avbruten. Hämta den på nytt, eller lägg till en radbrytning om den är hel. Inget är ändrat.',
    listNoId: '{file}: rad {line} har inget kvittensID, så det är ingen lista över vad Försäkringskassan har. Inget är ändrat.',
    listLine: '{file}: rad {line} går inte att läsa ({field}). Rätta listan. Inget är ändrat.',
    listCount:
      '{file}: antal filer på listan är {found, number}, inte {count, number}. Den kan vara avbruten. Hämta den på nytt, eller fråga Försäkringskassan hur många de har. Inget är ändrat.',
    listForeign:
      '{file}: inget på listan hör till den här portalen, och allt som Försäkringskassan har kvitterat hos oss saknas på den. Det är fel lista. Inget är ändrat.',
    ignored: 'Kolumner som inte jämförs: {fields}.',
    compared: 'Listan har {listed, number} rader. {agreeing, number} stämmer.',
    missing: 'Saknas hos Försäkringskassan: {count, number}. Vi har kvittens på dem.',
    arrived: 'Har kommit fram, men väntar eller är okända hos oss: {count, number}.',
    double: 'Finns två gånger hos Försäkringskassan: {count, number} rader.',
    different: 'Stämmer inte: {count, number}.',
    unknown: 'Okända för oss: {count, number}. Försäkringskassan har dem, databasen inte.',
    rest: '  … och {count, number} till.',
    settled: 'Antecknade som framkomna, skickas inte: {count, number}.',
    heldRows: 'Stoppade tills en person har avgjort dem: {count, number}.',
    nothingRecorded: 'Inget är antecknat.',
    mayRelease: 'Nu kan du köra release.',
  },
  en: {
    ...adminAccountTexts.en,
    help: `npm run -s admin -- COMMAND

  status                 how things stand: sending, queue, what waits for a person
  hold                   stop sending, before a start after both database and files were restored
  reconcile LIST [opts]  compare with a list of what Försäkringskassan has
  release [opts]         let sending go on
  settle REFERENCE options  enter what Försäkringskassan has said of a file
  stops                  planned stops, running and to come
  stop options           plan a stop, or remove one
  operator add --name NAME   make a person an operator; the personnummer is asked for, or read from stdin
  operator remove PERSON     end that
  sessions end PERSON        log a person out; --all logs everybody out
  login unlock PERSON        forget wrong tries on the person’s user name
  login reset PERSON         take the person’s user name, password, code app and passkeys away
  list people [TEXT]         people; also list operators, list companies, list applications
  audit verify [FILE]    is the audit trail whole, and does it agree with the heads noted in FILE
  broker keys ISSUER FILE  fetch the login broker’s public keys into keeper’s file (OIDC_JWKS_FILE)

Options of reconcile:
  --dry                  compare only, record nothing
  --apply                record also while sending is not stopped
  --since YYYY-MM-DD     the list begins on that day: what is older is not missing
  --count NUMBER         so many files the list has, says Försäkringskassan; nothing is done when it has fewer or more
  --json                 the answer as JSON
Options of release:
  --without-reconcile    although nothing was compared; a file may then arrive twice
Options of settle:
  --has | --has-not      they have the file, or have it not
  --told "YYYY-MM-DD HH:MM"  when they said so, Swedish time
  --how phone | written  by telephone or in writing
  --by NAME              who was told; stands on the submission's page
  --id KVITTENSID        if they gave one
Options of stop:
  --from "YYYY-MM-DD HH:MM"  when it begins, Swedish time (with a time zone as ISO has it works too)
  --until "YYYY-MM-DD HH:MM" when it ends; without it, it lasts until you remove it
  --sv TEXT --en TEXT    what stands on the portal’s pages, in Swedish and English
  --remove ID            remove a stop, or end one that is running; stops shows the ID

LIST is JSON lines as in Försäkringskassan’s ledger, or CSV (; or ,) in UTF-8 with a header line: kvittensID and, if known,
message id, orgnr and SHA-256. DATABASE_URL is relay’s address of the database, PAYLOAD_DIR the folder of the files.

Exit code: 0 agrees, 1 something does not agree or waits for you, 2 could not be done.
`,
    entered: '{reference}: the answer is entered.',
    badBroker: 'Write npm run -s admin -- broker keys ISSUER FILE. Nothing was changed.',
    brokerKeys:
      '{file}: {count, plural, one {one key} other {# keys}} of the login broker’s. Keeper reads the file at the next login.',
    brokerKeysFailed: '{file} was not changed. The keys could not be fetched: {reason}',
    refused: '{reason}',
    noReference: 'Give the portal’s reference: npm run -s admin -- settle REFERENCE … Nothing has been changed.',
    noAnswer: 'Give either --has or --has-not. Nothing has been changed.',
    badTold: '--told {value}: write the day and time in Swedish time, as "YYYY-MM-DD HH:MM". Nothing has been changed.',
    badHow: '--how {value}: write phone or written. Nothing has been changed.',
    noName: 'Say with --by who was told. Nothing has been changed.',
    planned: `{id}: the stop is planned from {from}{until}. The portal’s pages show it from ${amount(LIMITS.stopShownDays, 'day', 'en')} before.`,
    untilTime: ' to {time}',
    stopRow: '{id}  {from}{until}  {running, select, yes {running} other {to come}}\n  {sv}\n  {en}',
    noStops: 'No stop is planned.',
    stopRemoved: '{id}: the stop is removed.',
    noSuchStop:
      '{id}: there is no such stop that is running or to come. Type npm run -s admin -- stops. Nothing has been changed.',
    removeAlone: '--remove removes a stop and takes no other options. Nothing has been changed.',
    badFrom:
      '--from {value}: write the day and time in Swedish time, as "YYYY-MM-DD HH:MM", or with a time zone as ISO has it. Nothing is planned.',
    badUntil:
      '--until {value}: write the day and time in Swedish time, as "YYYY-MM-DD HH:MM", or with a time zone as ISO has it. Nothing is planned.',
    untilBefore: '--until must be after --from and after now. Nothing is planned.',
    badText: `--{field}: write what is to stand on the pages, on one line, at most ${LIMITS.stopCharacters} characters. Nothing is planned.`,
    numberInText:
      '--{field}: the text seems to hold a personnummer or organisation number. Everybody can read the page, so write it without. Nothing is planned.',
    unknownCommand: 'There is no command {command}. Type npm run -s admin -- --help.',
    badOption: 'The option cannot be understood: {reason}. Type npm run -s admin -- --help.',
    badDate: '--since {value}: write a day that exists, as YYYY-MM-DD.',
    badCount: '--count {value}: write a positive whole number. Nothing has been changed.',
    noList: 'Name a list: npm run -s admin -- reconcile LIST.',
    unreadable: '{file}: the file cannot be read ({reason}).',
    environment:
      '{reason}\nDATABASE_URL is relay’s address of the database and PAYLOAD_DIR the folder of the files, as relay has them.',
    databaseAway: 'The database does not answer the question ({reason}). Nothing has been changed.',

    open: 'Sending is on.',
    restored:
      'Sending is stopped{since}: the database is older than the files, so it was put back from a backup. Run reconcile, then release.',
    held: 'Sending is stopped{since} by hand. Run reconcile, then release.',
    sinceTime: ' since {time}',
    reconciled: 'It has been compared with a list since then.',
    notReconciled: 'It has not been compared with any list since then.',
    queue: 'Queued: {count, number}{oldest}.',
    oldest: ', the oldest since {time}',
    waiting: 'Waiting for a person: {count, number} ({reason}).',
    forgotten: 'Files that lie here and that the database has forgotten: {count, number}.',
    lineFailing: 'No files have reached Försäkringskassan since {time}. {fault}',
    lineClosed: 'Försäkringskassan is closed and opens {time}.',
    lineNeverOpen: 'Försäkringskassan is closed: the opening hours of the receiver’s file hold no time.',
    lineAccepted: 'Försäkringskassan last received a file {time}.',
    lineSilent: 'Försäkringskassan has not received any file from here yet.',
    mails: 'Mails to be sent: {count, number}.',
    mailsFailing: 'No mails have got through since {time}.',
    calls: 'Calls to webhooks to be made: {waiting, number}, of which {failing, number} have failed at least once.',
    payloadKey:
      '{month}: the month’s key is there; {count, plural, =0 {nothing is left} one {one file is left} other {{count, number} files are left}}.',
    payloadKeyDestroyed: '{month}: the key was destroyed on {time}.',
    payloadsOfBefore:
      '{count, plural, one {One file} other {{count, number} files}} of before the months’ keys: PAYLOAD_IDENTITY is needed for as long.',
    noPayloadKey: 'There is no month’s key. No files are taken until relay has made one.',
    noRelay: 'No relay runs. Nothing is sent, and nobody is mailed.',
    noOperatorMail: 'Nobody who runs the portal is mailed: OPERATOR_MAIL is not set for relay.',

    stopped: 'Sending is stopped. Start, compare with reconcile and go on with release.',
    released: 'Sending is on again.',
    wasOpen: 'Sending was not stopped. Nothing has been changed.',
    mustReconcile:
      'Nothing has been compared with Försäkringskassan’s list since sending stopped, so that files may arrive twice. Run reconcile LIST first, or release --without-reconcile if you know that nothing was sent since the backup. Nothing has been changed.',

    listEmpty:
      '{file}: the list is empty. Nothing has been changed. If Försäkringskassan has nothing at all, use release --without-reconcile.',
    listEncoding:
      '{file}: the list is not written in UTF-8 (line {line}). Save it as UTF-8 and try again. Nothing has been changed.',
    listCut: '{file}: the last line ({line}) is cut off, so the list is not whole. Fetch it again. Nothing has been changed.',
    listCutCsv:
      '{file}: the last line ({line}) ends without a line break, so the list may be cut off. Fetch it again, or add a line break if it is whole. Nothing has been changed.',
    listNoId:
      '{file}: line {line} has no kvittensID, so this is no list of what Försäkringskassan has. Nothing has been changed.',
    listLine: '{file}: line {line} cannot be read ({field}). Mend the list. Nothing has been changed.',
    listCount:
      '{file}: the number of files on the list is {found, number}, not {count, number}. It may have been cut. Fetch it again, or ask Försäkringskassan how many they have. Nothing has been changed.',
    listForeign:
      '{file}: nothing on the list belongs to this portal, and all that Försäkringskassan gave us receipts for is missing from it. It is the wrong list. Nothing has been changed.',
    ignored: 'Columns that are not compared: {fields}.',
    compared: 'The list has {listed, number} lines. {agreeing, number} agree.',
    missing: 'Missing at Försäkringskassan: {count, number}. We have their receipts.',
    arrived: 'Have arrived, but wait or are unknown here: {count, number}.',
    double: 'Twice at Försäkringskassan: {count, number} lines.',
    different: 'Do not agree: {count, number}.',
    unknown: 'Unknown to us: {count, number}. Försäkringskassan has them, the database has not.',
    rest: '  … and {count, number} more.',
    settled: 'Recorded as arrived, not to be sent: {count, number}.',
    heldRows: 'Stopped until a person has decided: {count, number}.',
    nothingRecorded: 'Nothing has been recorded.',
    mayRelease: 'Now you can run release.',
  },
} as const
