import { LIMITS } from '#lib/limits.ts'

/** What the kvittens command says when it speaks with the gateway: send, fetch and watch. */
export const agentTexts = {
  sv: {
    sendHelp: `kvittens send – lämna filer till portalen

Användning:
  kvittens send FIL … --url ADRESS --cert FIL [val]

Anslutning (kan också stå i en fil, se --settings):
  --url ADRESS          portalens adress för maskiner, till exempel https://portalen.example:8443
  --tjanst NAMN         e-tjänst: {services} (förvalt sjukanmalan)
  --arbetsgivare NUMMER för vem, om certifikatet är ett ombuds
  --cert FIL            företagets certifikat (PEM, DER eller P7B); i PEM även nyckeln om --key inte anges
  --key FIL             nyckeln i PEM
  --p12 FIL             certifikat och nyckel i en P12- eller PFX-fil, i stället för --cert
  --pass-file FIL       fil med lösenordet till nyckeln; annars miljövariabeln KVITTENS_PASSWORD
  --cacert FIL          utfärdaren av portalens certifikat, i PEM
  --settings FIL        JSON-fil med valen ovan, utan streck

Val:
  --test                kontrollera bara; inget sparas och inget skickas
  --json                ett JSON-objekt per fil i stället för text
  --help                den här texten

Svar: 0 mottagen (eller kan skickas, med --test), 1 filen har fel, 2 kommandot gick inte att köra,
3 portalen släpper inte in oss, 4 portalen går inte att nå, 5 oklart om filen kom fram: kör igen.
`,
    statusHelp: `kvittens status – var inlämningar står, och vad som ska göras

Användning:
  kvittens status REFERENS … --url ADRESS --cert FIL [val]

Val:
  --json                ett JSON-objekt per inlämning (portalens kvittens) i stället för text
  --help                den här texten
Anslutningen anges som för kvittens send.

Svar: 0 på väg, framme, godkänd eller återkallad, 1 någon måste göra något (väntar eller underkänd) eller inlämningen
finns inte, 2 kommandot gick inte att köra, 3 portalen släpper inte in oss, 4 gick inte att fråga nu: kör igen.
`,
    listHelp: `kvittens list – det som har lämnats in, det senaste först

Användning:
  kvittens list --url ADRESS --cert FIL [val]

Val:
  --status LÄGE         bara de i ett läge: mottagen, i-ko, skickas, levererad, godkand, underkand, okand, vantar, aterkallad
  --antal N             högst så många (förvalt {shown})
  --json                ett JSON-objekt per inlämning (portalens kvittens) i stället för text
  --help                den här texten
Anslutningen anges som för kvittens send.

Svar: 0 klart, 2 kommandot gick inte att köra, 3 portalen släpper inte in oss, 4 gick inte att fråga nu: kör igen.
`,
    withdrawHelp: `kvittens withdraw – återkalla inlämningar som inte har skickats

Användning:
  kvittens withdraw REFERENS … --url ADRESS --cert FIL [val]

Val:
  --json                ett JSON-objekt per inlämning (portalens kvittens) i stället för text
  --help                den här texten
Anslutningen anges som för kvittens send.

Svar: 0 återkallad, 1 går inte längre att återkalla eller finns inte, 2 kommandot gick inte att köra,
3 portalen släpper inte in oss, 4 gick inte att fråga nu: kör igen. Att återkalla två gånger är som en gång.
`,
    noReference: 'Ange minst en referens, till exempel K7MQ-2XWH-9.',
    badReference: '{value}: inte en referens. Den ser ut som K7MQ-2XWH-9 och står i portalens svar.',
    badCount: '--antal {value}: ange ett heltal.',
    stands: '{reference}: {status}. {file}, mottagen {when}.',
    settledByPerson: 'Enligt besked från Försäkringskassan som någon har fört in; det finns inget mottagningsbevis.',
    replacedBy: 'Ersatt av {reference}.',
    nothingHandedIn: 'Det finns inga sådana inlämningar.',
    fetchHelp: `kvittens fetch – hämta filer från Försäkringskassan

Användning:
  kvittens fetch --to MAPP --url ADRESS --cert FIL [val]

Val:
  --to MAPP             dit filerna läggs; det som hämtats förut hämtas inte igen
  --acknowledge         kvittera varje fil när den ligger i mappen
  --json                ett JSON-objekt per fil i stället för text
  --help                den här texten
Anslutningen anges som för kvittens send.

Svar: 0 klart, 2 kommandot gick inte att köra, 3 portalen släpper inte in oss, 4 gick inte att hämta nu: kör igen.
`,
    watchHelp: `kvittens watch – mappagent: lämnar in det som läggs i en mapp

Användning:
  kvittens watch MAPP [val]

Filer som är färdigskrivna flyttas till mappen skickas, lämnas in och läggs i skickade. Kvittensen hamnar i
kvittenser och hålls aktuell tills Försäkringskassan har svarat. Filer med fel läggs i fel med en felrapport.
Inget lämnas in två gånger. Vad som händer står i kvittens.logg.

Val (kan också stå i MAPP/kvittens.json, utan streck; anslutningen anges som för kvittens send):
  --klar                ta bara filer som har en fil NAMN.klar bredvid sig
  --fetch               hämta filer från Försäkringskassan till mappen inkorg
  --acknowledge         kvittera dem när de ligger där
  --every SEKUNDER      hur ofta mappen ses över (förvalt ${LIMITS.watchSeconds})
  --once                se över mappen en gång och sluta, för schemalagda körningar
  --help                den här texten

Svar: 0 stoppad, eller klar med --once. Med --once också 1 någon fil har fel, 3 portalen släpper inte in oss,
4 portalen går inte att nå, 5 oklart: kör igen. Alltid 2 gick inte att köra, 6 en annan agent arbetar i mappen.
`,
    noUrl: 'Ange portalens adress för maskiner med --url.',
    badUrl: '--url {value}: ange en adress som börjar med https://.',
    badEmployer: '--arbetsgivare {value}: inte ett giltigt organisationsnummer eller personnummer.',
    noCertificate: 'Ange företagets certifikat med --cert eller --p12.',
    twoCertificates: 'Ange antingen --cert eller --p12, inte båda.',
    keyOfAnother: '{key}: nyckeln hör inte till certifikatet i {cert}. Ange rätt nyckel med --key.',
    noKey: '{file}: har certifikatet men ingen privat nyckel. Ange filen med nyckeln med --key.',
    ownExpired: '{file}: certifikatet gick ut {date}. Beställ ett nytt och lägg det på samma plats.',
    ownNotYet: '{file}: certifikatet börjar gälla först {date}. Kontrollera datorns klocka.',
    oldP12:
      '{file}: filen är packad på ett sätt som inte längre är säkert och går inte att öppna. Packa om den: öppna den i Windows och exportera den på nytt med AES256, eller använd openssl pkcs12 -legacy.',
    wrongPassword: '{file}: lösenordet saknas eller är fel. Ange en fil med lösenordet med --pass-file.',
    badCertificate: '{file}: går inte att läsa som certifikat eller nyckel (PEM, DER eller P7B). PEM ska börja med -----BEGIN.',
    badSettings: '{file}: inställningarna går inte att läsa ({reason}).',
    badJournal:
      '{file}: journalen är skadad på rad {line}. Återställ den från en säkerhetskopia. Ta inte bort den: då vet agenten inte vad som redan är inlämnat.',
    running: 'En annan mappagent arbetar redan i mappen (process {pid}).',
    takenOver: 'En annan mappagent har tagit över mappen. Den här slutar.',
    oneFolder: 'Ange en mapp. Skriv kvittens watch --help.',
    notAFolder: '{file}: det finns ingen sådan mapp.',
    noFolder: 'Ange mappen som filerna ska läggas i med --to.',
    badEvery: `--every {value}: ange sekunder, mer än 0 och högst ${LIMITS.longestWatchSeconds}.`,
    otherName: 'Servern heter något annat än adressen ({reason}). Kontrollera adressen efter --url. Inget skickades.',
    serverDates: 'Serverns certifikat har gått ut eller gäller inte än ({reason}). Kontrollera datorns klocka. Inget skickades.',
    untrusted:
      'Servern kan inte visa att den är portalen ({reason}). Ange rätt utfärdare med --cacert. Om en proxy läser trafiken måste den släppa igenom portalen orörd. Inget skickades.',
    alertExpired: 'Portalen godtar inte vårt certifikat: det har gått ut ({reason}). Beställ ett nytt. Inget togs emot.',
    alert:
      'Portalen godtar inte vårt certifikat ({reason}). Kontrollera att det är företagets, att det inte är spärrat och att nyckeln hör till. Inget togs emot.',
    noTls: 'På den adressen svarar något annat än portalen ({reason}). Kontrollera adress och port. Inget skickades.',
    broken: 'Anslutningen bröts ({reason}), så vi vet inte om filen kom fram. Försök igen: samma fil tas bara emot en gång.',
    noName: 'Datornamnet i adressen finns inte ({reason}). Kontrollera adressen och nätet. Inget skickades.',
    noContact: 'Portalen går inte att nå ({reason}). Kontrollera nät, brandvägg och proxy. Inget skickades.',
    brokenEarly:
      'Anslutningen bröts innan något hade skickats ({reason}). Försök igen. Händer det varje gång: kontrollera att certifikatet gäller.',
    received: '{file}: mottagen {when}, referens {reference}.',
    receivedBefore: '{file}: var redan mottagen {when}, referens {reference}. Den finns bara en gång.',
    kvittensId: 'Försäkringskassans kvittensID: {id}.',
    notTaken: '{file}: togs inte emot. {detail}',
    changed: '{file}: ändrades medan den skickades och togs inte emot. Skicka den igen när den är färdigskriven.',
    refused: '{file}: togs inte emot. {detail}',
    later: '{file}: portalen kan inte ta emot just nu (HTTP {status}). {detail}',
    laterWhy: 'Portalen kan inte svara just nu (HTTP {status}). {detail}',
    watching: 'Mappagenten har startat. Mapp: {folder}. Portal: {url}.',
    stoppedWatching: 'Mappagenten har stoppats.',
    waits: 'Väntar och försöker igen. {why}',
    gone: '{file}: filen togs bort ur mappen skickas innan den var inlämnad.',
    repeat: '{file}: samma innehåll är redan inlämnat som {first}, referens {reference}. Det lämnas inte in igen.',
    agentReceived: '{file}: mottagen, referens {reference}.',
    agentHadIt: '{file}: var redan mottagen, referens {reference}. Den finns bara en gång.',
    agentStopped: '{file}: togs inte emot. {detail} Filen ligger i mappen fel, med felrapporten bredvid.',
    agentLeft:
      '{file}: lämnas orörd, för namnet är en säkerhetskopias, ett lås eller en halvskriven fils. Ska filen lämnas in: byt namn på den.',
    agentUnfinished:
      '{file}: slutet saknas, så filen skrivs nog fortfarande. Den tas när den är hel, eller när inget har skrivits i den på {minutes} minuter.',
    agentChanged: '{file}: ändrades efter att den hade lagts i mappen. Den tas om.',
    agentFault: '{file}: {detail} Vi försöker igen.',
    nowDelivered: '{file}: mottagen av Försäkringskassan, kvittensID {id} (referens {reference}).',
    nowApproved: '{file}: godkänd av Försäkringskassan, kvittensID {id} (referens {reference}).',
    nowDisapproved:
      '{file}: underkänd av Försäkringskassan, kvittensID {id} (referens {reference}). Rätta filen och lämna den på nytt.',
    nowWithdrawn: '{file}: återkallad i portalen (referens {reference}).',
    nowUnknown:
      '{file}: portalen vet inte än om Försäkringskassan tog emot filen (referens {reference}). Skicka den inte på nytt.',
    nowHeld: '{file}: väntar på att någon gör något i portalen (referens {reference}). Logga in och öppna inlämningen.',
    fetched: '{file}: hämtad.',
    fetchedAndTold: '{file}: hämtad och kvitterad.',
    nothingNew: 'Det finns inget nytt att hämta.',
    damaged: '{file}: kom inte hem hel och har inte sparats. Hämta igen.',
    notFetched: 'Det gick inte att hämta. {detail}',
    certificateEnds:
      'Företagets certifikat går ut om {days, plural, one {# dag} other {# dagar}}. Beställ ett nytt i tid: utan giltigt certifikat lämnas inget in.',
    diskTrouble: 'Mappen går inte att läsa eller skriva i ({reason}). Väntar och försöker igen.',
  },
  en: {
    sendHelp: `kvittens send – hand files in to the portal

Usage:
  kvittens send FILE … --url ADDRESS --cert FILE [options]

Connection (may also stand in a file, see --settings):
  --url ADDRESS         the portal’s address for machines, such as https://portal.example:8443
  --tjanst NAME         e-service: {services} (sjukanmalan by default)
  --arbetsgivare NUMBER for whom, if the certificate is an agent’s
  --cert FILE           the company’s certificate (PEM, DER or P7B); in PEM the key too unless --key is given
  --key FILE            the key in PEM
  --p12 FILE            certificate and key in a P12 or PFX file, instead of --cert
  --pass-file FILE      file with the key’s password; otherwise the environment variable KVITTENS_PASSWORD
  --cacert FILE         issuer of the portal’s certificate, in PEM
  --settings FILE       JSON file with the options above, without dashes

Options:
  --test                check only; nothing is stored and nothing is sent
  --json                one JSON object a file instead of text
  --help                this text

Exit code: 0 received (or can be sent, with --test), 1 the file has faults, 2 the command could not be run,
3 the portal does not let us in, 4 the portal cannot be reached, 5 unknown whether the file arrived: run again.
`,
    statusHelp: `kvittens status – where submissions stand, and what to do

Usage:
  kvittens status REFERENCE … --url ADDRESS --cert FILE [options]

Options:
  --json                one JSON object a submission (the portal’s kvittens) instead of text
  --help                this text
The connection is given as for kvittens send.

Exit code: 0 under way, arrived, approved or withdrawn, 1 somebody must act (waiting or not approved) or there is no
such submission, 2 the command could not be run, 3 the portal does not let us in, 4 could not ask now: run again.
`,
    listHelp: `kvittens list – what has been handed in, the latest first

Usage:
  kvittens list --url ADDRESS --cert FILE [options]

Options:
  --status STATE        only those in a state: mottagen, i-ko, skickas, levererad, godkand, underkand, okand, vantar, aterkallad
  --antal N             at most so many ({shown} by default)
  --json                one JSON object a submission (the portal’s kvittens) instead of text
  --help                this text
The connection is given as for kvittens send.

Exit code: 0 done, 2 the command could not be run, 3 the portal does not let us in, 4 could not ask now: run again.
`,
    withdrawHelp: `kvittens withdraw – take back submissions that have not been sent

Usage:
  kvittens withdraw REFERENCE … --url ADDRESS --cert FILE [options]

Options:
  --json                one JSON object a submission (the portal’s kvittens) instead of text
  --help                this text
The connection is given as for kvittens send.

Exit code: 0 withdrawn, 1 can no longer be withdrawn or is not there, 2 the command could not be run,
3 the portal does not let us in, 4 could not ask now: run again. To withdraw twice is as once.
`,
    noReference: 'Give at least one reference, such as K7MQ-2XWH-9.',
    badReference: '{value}: not a reference. It looks like K7MQ-2XWH-9 and stands in the portal’s answer.',
    badCount: '--antal {value}: give a whole number.',
    stands: '{reference}: {status}. {file}, received {when}.',
    settledByPerson: 'By word from Försäkringskassan that somebody has entered; there is no receipt.',
    replacedBy: 'Replaced by {reference}.',
    nothingHandedIn: 'There are no such submissions.',
    fetchHelp: `kvittens fetch – fetch files from Försäkringskassan

Usage:
  kvittens fetch --to FOLDER --url ADDRESS --cert FILE [options]

Options:
  --to FOLDER           where the files are put; what was fetched before is not fetched again
  --acknowledge         acknowledge each file when it lies in the folder
  --json                one JSON object a file instead of text
  --help                this text
The connection is given as for kvittens send.

Exit code: 0 done, 2 the command could not be run, 3 the portal does not let us in, 4 could not fetch now: run again.
`,
    watchHelp: `kvittens watch – folder agent: hands in what is put in a folder

Usage:
  kvittens watch FOLDER [options]

Files that are completely written are moved to the folder skickas, handed in and put in skickade. The receipt is put in
kvittenser and kept up to date until Försäkringskassan has answered. Files with faults are put in fel with a report.
Nothing is handed in twice. What happens is written in kvittens.logg.

Options (may also stand in FOLDER/kvittens.json, without dashes; the connection is given as for kvittens send):
  --klar                take only files that have a file NAME.klar beside them
  --fetch               fetch files from Försäkringskassan to the folder inkorg
  --acknowledge         acknowledge them when they lie there
  --every SECONDS       how often to look at the folder (${LIMITS.watchSeconds} by default)
  --once                look at the folder once and end, for scheduled runs
  --help                this text

Exit code: 0 stopped, or done with --once. With --once also 1 a file has faults, 3 the portal does not let us in,
4 the portal cannot be reached, 5 unknown: run again. Always 2 could not be run, 6 another agent works in the folder.
`,
    noUrl: 'Give the portal’s address for machines with --url.',
    badUrl: '--url {value}: give an address that begins with https://.',
    badEmployer: '--arbetsgivare {value}: not a valid organisation number or personal identity number.',
    noCertificate: 'Give the company’s certificate with --cert or --p12.',
    twoCertificates: 'Give either --cert or --p12, not both.',
    keyOfAnother: '{key}: the key does not belong to the certificate in {cert}. Give the right key with --key.',
    noKey: '{file}: has the certificate but no private key. Give the file with the key with --key.',
    ownExpired: '{file}: the certificate expired {date}. Order a new one and put it in the same place.',
    ownNotYet: '{file}: the certificate is not valid until {date}. Check the computer’s clock.',
    oldP12:
      '{file}: the file is packed in a way that is no longer safe and cannot be opened. Pack it anew: open it in Windows and export it again with AES256, or use openssl pkcs12 -legacy.',
    wrongPassword: '{file}: the password is missing or wrong. Name a file with the password with --pass-file.',
    badCertificate: '{file}: cannot be read as a certificate or key (PEM, DER or P7B). PEM should begin with -----BEGIN.',
    badSettings: '{file}: the settings cannot be read ({reason}).',
    badJournal:
      '{file}: the journal is damaged at line {line}. Restore it from a backup. Do not delete it: the agent would not know what has been handed in.',
    running: 'Another folder agent already works in the folder (process {pid}).',
    takenOver: 'Another folder agent has taken the folder over. This one ends.',
    oneFolder: 'Give one folder. Type kvittens watch --help.',
    notAFolder: '{file}: there is no such folder.',
    noFolder: 'Give the folder to put the files in with --to.',
    badEvery: `--every {value}: give seconds, more than 0 and at most ${LIMITS.longestWatchSeconds}.`,
    otherName: 'The server’s name is not that of the address ({reason}). Check the address after --url. Nothing was sent.',
    serverDates:
      'The server’s certificate has expired or is not yet valid ({reason}). Check the computer’s clock. Nothing was sent.',
    untrusted:
      'The server cannot show that it is the portal ({reason}). Give the right issuer with --cacert. A proxy that reads the traffic must let the portal through untouched. Nothing was sent.',
    alertExpired: 'The portal does not accept our certificate: it has expired ({reason}). Order a new one. Nothing was received.',
    alert:
      'The portal does not accept our certificate ({reason}). Check that it is the company’s, that it is not revoked and that the key belongs to it. Nothing was received.',
    noTls: 'Something else than the portal answers at that address ({reason}). Check address and port. Nothing was sent.',
    broken:
      'The connection broke ({reason}), so we do not know whether the file arrived. Try again: the same file is only taken once.',
    noName: 'The host in the address does not exist ({reason}). Check the address and the network. Nothing was sent.',
    noContact: 'The portal cannot be reached ({reason}). Check network, firewall and proxy. Nothing was sent.',
    brokenEarly:
      'The connection broke before anything was sent ({reason}). Try again. If it happens every time: check that the certificate is valid.',
    received: '{file}: received {when}, reference {reference}.',
    receivedBefore: '{file}: was already received {when}, reference {reference}. It is there only once.',
    kvittensId: 'Försäkringskassan’s kvittensID: {id}.',
    notTaken: '{file}: was not received. {detail}',
    changed: '{file}: changed while it was sent and was not received. Send it again when it is completely written.',
    refused: '{file}: was not received. {detail}',
    later: '{file}: the portal cannot receive right now (HTTP {status}). {detail}',
    laterWhy: 'The portal cannot answer right now (HTTP {status}). {detail}',
    watching: 'The folder agent has started. Folder: {folder}. Portal: {url}.',
    stoppedWatching: 'The folder agent has been stopped.',
    waits: 'Waits and tries again. {why}',
    gone: '{file}: the file was removed from the folder skickas before it was handed in.',
    repeat: '{file}: the same content has been handed in as {first}, reference {reference}. It is not handed in again.',
    agentReceived: '{file}: received, reference {reference}.',
    agentHadIt: '{file}: was already received, reference {reference}. It is there only once.',
    agentStopped: '{file}: was not received. {detail} The file lies in the folder fel, with its report beside it.',
    agentLeft:
      '{file}: left alone, for the name is that of a backup, a lock or a half-written file. To hand the file in: rename it.',
    agentUnfinished:
      '{file}: its end is missing, so it is probably still being written. It is taken when it is whole, or when nothing has been written to it for {minutes} minutes.',
    agentChanged: '{file}: changed after it was put in the folder. It is taken anew.',
    agentFault: '{file}: {detail} We try again.',
    nowDelivered: '{file}: received by Försäkringskassan, kvittensID {id} (reference {reference}).',
    nowApproved: '{file}: approved by Försäkringskassan, kvittensID {id} (reference {reference}).',
    nowDisapproved:
      '{file}: not approved by Försäkringskassan, kvittensID {id} (reference {reference}). Mend the file and hand it in again.',
    nowWithdrawn: '{file}: withdrawn in the portal (reference {reference}).',
    nowUnknown:
      '{file}: the portal does not know yet whether Försäkringskassan received the file (reference {reference}). Do not send it again.',
    nowHeld: '{file}: waits for someone to act in the portal (reference {reference}). Log in and open the submission.',
    fetched: '{file}: fetched.',
    fetchedAndTold: '{file}: fetched and acknowledged.',
    nothingNew: 'There is nothing new to fetch.',
    damaged: '{file}: did not arrive whole and has not been saved. Fetch again.',
    notFetched: 'Could not fetch. {detail}',
    certificateEnds:
      'The company’s certificate expires in {days, plural, one {# day} other {# days}}. Order a new one in time: without a valid certificate nothing is handed in.',
    diskTrouble: 'The folder cannot be read or written ({reason}). Waits and tries again.',
  },
} as const
