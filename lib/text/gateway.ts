// What openapi.json says of the gateway's calls.

import { LIMITS } from '#lib/limits.ts'
import { amount, digits } from './spelling.ts'
import { webhookTexts } from './webhooks.ts'

/** By the type's name on the wire. */
const webhookTypes = ({ inlamning, inkorg }: (typeof webhookTexts)['sv' | 'en']['types']) => ({
  'inlamning.levererad': inlamning.levererad,
  'inlamning.godkand': inlamning.godkand,
  'inlamning.underkand': inlamning.underkand,
  'inlamning.vantar': inlamning.vantar,
  'inlamning.avgjord': inlamning.avgjord,
  'inlamning.aterkallad': inlamning.aterkallad,
  'inkorg.ny': inkorg.ny,
})

const sv = {
  title: 'Kvittens för maskiner',
  description: `Lämna in filer till Försäkringskassan, följ dem och hämta svar. Varje anrop görs med företagets servercertifikat (TLS med klientcertifikat): certifikatets organisationsnummer är det företag som anropet gäller. Svaren är XML om inget annat sägs, och JSON med ”Accept: application/json”. Ett avslag är ett problem enligt RFC 9457. Ett ombud anger i X-Arbetsgivare vilket företag anropet gäller, och behöver företagets fullmakt. Ett avslag kan komma innan hela filen är skickad. Resten läses då och kastas i ${amount(LIMITS.lingerSeconds, 'second', 'sv')}. Den som skickar långsammare än så och läser svaret sist kan gå miste om det: säg ”Expect: 100-continue” och skicka filen först när det sägs till.`,
  certificate:
    'Företagets servercertifikat, utfärdat av en godkänd utfärdare, med organisationsnumret i attributet serialNumber.',
  routes: {
    putFile: {
      summary: 'Lämna in en fil under sitt namn',
      description: `Anropets kropp är filen. Så gör ”curl -T fil.xml …/filoverforing/{tjanst}/”: curl lägger själv till filens namn. Svaret 202 betyder att filen är sparad och lagd i kö. Samma fil igen inom ${amount(LIMITS.sameFileDays, 'dygn', 'sv')} får det första svaret.`,
    },
    postFile: {
      summary: 'Lämna in en fil',
      description: `Kroppen är filen som den är, eller ett formulär (multipart/form-data) med filen i fältet ”file”. Svaret 202 betyder att filen är sparad och lagd i kö. Samma fil igen inom ${amount(LIMITS.sameFileDays, 'dygn', 'sv')} får det första svaret.`,
    },
    beginUpload: {
      summary: 'Börja en uppladdning som går att fortsätta',
      description: `tus 1.0 (https://tus.io). Upload-Metadata har filename, tjanst och gärna sha256, base64-kodade var för sig. Svarets Location är uppladdningens adress: skicka filen dit med PATCH, i ett eller flera stycken. Bryts anslutningen säger HEAD på adressen hur långt den har kommit (Upload-Offset). Det som har kommit finns kvar i ${amount(LIMITS.uploadHours, 'hour', 'sv')}. Kroppen kan redan här vara filens början.`,
    },
    showUpload: {
      summary: 'Se vad en uppladdning har blivit',
      description:
        'GET: kvittensen när hela filen har kommit, eller rapporten om den inte går att skicka. HEAD: hur långt uppladdningen har kommit, i Upload-Offset.',
    },
    goOnWithUpload: {
      summary: 'Skicka nästa del av filen',
      description:
        'Kroppen är filens byte från Upload-Offset. När den sista har kommit är filen inlämnad: svaret har referensen i X-Referens, och GET på adressen ger kvittensen. Den som frågar igen får samma svar.',
    },
    dropUpload: { summary: 'Avbryt en uppladdning', description: 'Det som har kommit tas bort. Går tills filen är inlämnad.' },
    listReceipts: {
      summary: 'Lista kvittenser',
      description: 'Företagets inlämningar, de senaste först. ”nasta” ger nästa sida, som ”efter”.',
    },
    showReceipt: {
      summary: 'Visa en kvittens',
      description:
        'Läget för en inlämning. kvittensID finns när Försäkringskassan har svarat. ETag och If-None-Match gör att ett oförändrat läge inte behöver läsas igen.',
    },
    withdraw: {
      summary: 'Återkalla en inlämning',
      description:
        'Går så länge filen inte kan ha kommit fram till Försäkringskassan: inget har skickats, eller alla försök har misslyckats.',
    },
    listFiles: {
      summary: 'Lista filer från Försäkringskassan',
      description:
        'De filer som finns att hämta. Med ”Accept: text/plain” ett namn per rad. Två filer med samma namn får var sitt: det andra har ett tal före filändelsen.',
    },
    fetchFile: {
      summary: 'Hämta en fil från Försäkringskassan',
      description:
        'Filen som den kom. Den kan hämtas flera gånger tills den gallras, och ett avbrott kan fortsätta där det slutade (”curl -C -”). ETag är filens SHA-256. Den räknas som hämtad när den sista byten har lämnats ut. HEAD visar bara uppgifterna.',
    },
    acknowledgeFile: {
      summary: 'Kvittera en hämtad fil',
      description:
        'Säger att företaget har tagit hand om filen. Gör det när filen är sparad hos er. Att kvittera igen ändrar inget.',
    },
    health: {
      summary: 'Se vem certifikatet gäller för',
      description: 'Företaget som certifikatet är knutet till, och hur många dagar det har kvar.',
    },
    selfTest: {
      summary: 'Prova anslutningen',
      description:
        'Vad servern såg av anropet: TLS, certifikat, kedja, spärrkontroll, vilket företag det gäller och er adress. Svarar också den vars certifikat avvisas, och säger då varför.',
    },
    openapi: { summary: 'Den här beskrivningen', description: 'OpenAPI 3.1, på svenska eller engelska efter Accept-Language.' },
  },
  parameters: {
    tjanst: 'E-tjänsten, till exempel sjukanmalan.',
    filnamn: 'Filens namn, procentkodat som UTF-8 (eller som Windows-1252).',
    referens: 'Portalens referens, till exempel K7MQ-2XWH-9.',
    test: '1: kontrollera bara. Inget sparas och inget skickas.',
    antal: 'Hur många kvittenser som ska visas.',
    efter: 'Värdet ”nasta” från sidan före.',
    status: 'Bara inlämningar i det här läget.',
    aterkalla: '1: återkalla inlämningen.',
    lista:
      'nya: filer som ingen har hämtat. okvitterade: filer som ingen har kvitterat, det som ett schemalagt program bör gå efter. alla: alla som inte är gallrade.',
    kvittera: '1: kvittera filen.',
    range: 'Den del av filen som önskas, till exempel bytes=1000-.',
    ifRange: 'Den ETag som den första delen hade. Är filen en annan kommer hela.',
    accept: 'application/xml, application/json eller båda med vikter.',
    idempotencyKey: `Ett eget namn på försöket, 1 till ${LIMITS.idempotencyKeyCharacters} synliga tecken. Samma nyckel med samma fil ger det första svaret igen; med en annan fil avslås den.`,
    contentDigest: 'RFC 9530: sha-256=:base64:. Stämmer den inte avslås filen.',
    reprDigest: 'Som Content-Digest.',
    sha256: 'Filens SHA-256 i 64 hexadecimala tecken. Stämmer den inte avslås filen.',
    fileName: 'Filens namn, procentkodat, när det inte står i adressen eller i formuläret.',
    replaces:
      'Referensen för en tidigare inlämning som filen lämnas in i stället för. I ett formulär: fältet ersatter. En uppladdning i delar anger den i varje anrop.',
    uploadId: 'Uppladdningens id, ur Location.',
    tusResumable: 'Protokollets version.',
    uploadLength: 'Hela filens storlek i byte.',
    uploadOffset: 'Var i filen kroppen börjar: det som HEAD senast svarade.',
    uploadMetadata: 'filename, tjanst och gärna sha256: nyckel, blanksteg, värdet i base64; komma emellan.',
    ifNoneMatch: 'Den ETag som svaret hade sist.',
  },
  answers: {
    accepted: 'Filen är sparad och lagd i kö.',
    duplicate: 'Samma fil eller samma nyckel har lämnats förut: det första svaret, med dubblett=ja.',
    testedOrDuplicate:
      'Med test=1: filen går att skicka, här är rapporten. Annars: samma fil eller samma nyckel har lämnats förut, här är det första svaret.',
    stopped: 'Filen har fel som stoppar den, här är rapporten. Eller: nyckeln har använts för en annan fil.',
    receipt: 'Kvittensen.',
    receipts: 'En sida av listan.',
    files: 'Filerna.',
    content: 'Filen.',
    partOfContent: 'Den del av filen som önskades.',
    noSuchPart: 'Filen är inte så lång. Har du redan hela är du klar.',
    acknowledged: 'Filen är kvitterad.',
    notFetched: 'Filen är inte hämtad än.',
    unchanged: 'Inget har ändrats sedan den ETag som angavs.',
    connection: 'Vem certifikatet gäller för.',
    seen: 'Vad servern såg.',
    document: 'Beskrivningen.',
    invalid: 'Anropet går inte att förstå, eller så stämmer längd eller kontrollsumma inte.',
    expectation: 'Anropet har en annan Expect än 100-continue.',
    notAllowed:
      'Certifikatet saknas, gäller inte, är spärrat eller inte registrerat, fullmakten saknas, eller företaget är inte anslutet till e-tjänsten. ”case” säger vilket.',
    notFound: 'Finns inte, eller hör till ett annat företag.',
    uploadBegun: 'Uppladdningen kan börja. Location är dess adress.',
    uploadTaken:
      'Det som kom är sparat. Upload-Offset säger hur långt. Är det hela filen är den inlämnad, med referensen i X-Referens.',
    uploadDropped: 'Uppladdningen är borttagen.',
    uploadConflict:
      'Uppladdningen har kommit till ett annat ställe, fortsätter i en annan anslutning eller är avslutad. Fråga med HEAD.',
    uploadUnfinished: 'Hela filen har inte kommit.',
    tusVersion: 'Tus-Resumable saknas eller är en annan version än 1.0.0.',
    tooManyUploads: 'Företaget har för många uppladdningar som inte är klara.',
    replaceConflict: 'Inlämningen i X-Ersatter kan inte ersättas nu, eller är redan ersatt: dess kvittens säger av vilken.',
    alreadySent: 'Går inte att återkalla: den skickas just nu, kan ha kommit fram eller är besvarad.',
    tooLarge: 'Filen är större än e-tjänsten tar emot.',
    unsupported: 'Innehållstypen, eller en komprimerad kropp, tas inte emot.',
    fault: 'Ett fel hos oss, med en felkod att uppge.',
    unavailable: 'Går inte just nu. Försök igen efter så många sekunder som Retry-After säger.',
  },
  webhooks: {
    description:
      'Portalen anropar den adress som företaget har angett på Aviseringar, enligt Standard Webhooks. Samma anrop kan komma flera gånger, med samma webhook-id, och i en annan ordning än det hände. Nya fält kan tillkomma. Aldrig filnamn eller personuppgifter.',
    types: webhookTypes(webhookTexts.sv.types),
    id: 'Samma vid varje försök: det som redan är mottaget kan hoppas över.',
    timestamp: 'När försöket gjordes, i Unix-tid (sekunder).',
    signature:
      'Versionen, ett komma och HMAC-SHA256 i base64 av id, timestamp och kroppen med punkt emellan. Medan hemligheten byts står en signatur med var och en av dem, med mellanslag emellan.',
    happened: 'När det hände.',
    taken: 'Anropet är mottaget.',
    notTaken: 'Anropet görs igen senare.',
    deliveryId: 'Filens id i portalen.',
    deliverySha256: 'Filens SHA-256, hexadecimalt: så hittas den i listan över filer.',
  },
  fields: {
    referens: 'Portalens referens.',
    status: 'Läget.',
    mottagen: 'När portalen tog emot filen.',
    tjanst: 'E-tjänsten.',
    arbetsgivare: 'Organisationsnumret, tio siffror.',
    filnamn: 'Filens namn. De fyra sista tecknen i ett personnummer är utbytta mot xxxx.',
    bytes: 'Filens storlek i byte, som den kom.',
    sha256: 'Filens SHA-256, hexadecimalt, som den kom.',
    skickad: 'Det som skickas till Försäkringskassan, när filen har ändrats eller gjorts om innan den skickades. Annars null.',
    omvandling: 'Företagets egen omvandling, som den gjordes om med: id/version. Annars null.',
    antal: 'Antal poster i filen.',
    varningar: 'Antal varningar.',
    levererad: 'När Försäkringskassan kvitterade, eller sade att filen har kommit in (avgjord).',
    kvittensID: 'Försäkringskassans kvittensID, ordagrant.',
    vantarOrsak:
      'Varför inlämningen väntar. okand: vi vet inte om Försäkringskassan tog emot filen. gav-upp: den har inte kommit fram. skadad: den har skadats hos oss. ej-framme: enligt Försäkringskassan har den inte kommit in. konflikt: samma kvittensID har lämnats för två filer. aterstallning och stoppad: inget skickas just nu. Fler ord kan komma.',
    attGora: 'Vad som ska göras, på svenska eller engelska efter Accept-Language.',
    avgjord: 'person: någon har fört in vad Försäkringskassan sade. Det finns inget mottagningsbevis.',
    ersattAv: 'Referensen för den fil som lämnades in i stället.',
    dubblett: 'Om det här är svaret på ett tidigare försök.',
    nasta: 'Sätts som ”efter” för nästa sida. Saknas på den sista.',
    code: 'Vilket slags avslag, för program.',
    case: 'Vilket fall, för program.',
    detail: 'Vad som är fel och vad du gör åt det.',
    id: 'Felkod att uppge för supporten.',
    format: 'Vad filen lästes som.',
    poster: 'Antal poster i filen.',
    stop: 'Antal fel som stoppar filen.',
    niva: 'stop: felet hindrar att filen skickas. varning: en anmärkning, filen kan skickas ändå.',
    varning: 'Antal varningar.',
    overhoppat: 'Antal ställen inne i filen som inte är kontrollerade, för att XML:en är trasig just där.',
    avbruten: 'Sant när resten av filen inte gick att läsa: det som kommer efter det sista felet är inte kontrollerat.',
    findings: `Det som hittades, i filens ordning. Högst ${digits(LIMITS.answeredFindings, 'sv')}; antalen räknar alla.`,
    counts: 'Antal av varje kod, också av dem som inte visas.',
    at: 'Var i filen. Rader och kolumner räknas från 1, byte från 0.',
    params: 'Det som meningen är byggd av. Personnummer är maskerade.',
    text: 'Vad som är fel och vad du gör åt det.',
    filMottagen: 'När filen kom från Försäkringskassan till portalen.',
    filStatus: 'ny: ingen har hämtat den. hamtad: hämtad, inte kvitterad. kvitterad.',
    gallras: 'Den dag då innehållet tas bort.',
    namn: 'Företagets namn.',
    giltigtTill: 'Certifikatets sista tidpunkt.',
    dagarKvar: 'Hela dagar som certifikatet har kvar.',
    sjalvteststatus: 'ok, eller nekad när anrop med det här certifikatet avslås.',
    orsak: 'Varför anrop avslås.',
    protokoll: 'TLS-version.',
    chiffer: 'Krypteringen som valdes.',
    adress: 'Adressen anropet kom från.',
    tid: 'Serverns klocka.',
    innehavare: 'Vem certifikatet är utfärdat till (CN).',
    organisationsnummer: 'Organisationsnumret i certifikatet, om det går att läsa.',
    serialNumber: 'Attributet serialNumber (2.5.4.5) som det står i certifikatet.',
    utfardare: 'Vem som har utfärdat det.',
    nummer: 'Utfärdarens nummer på det, hexadecimalt.',
    fingeravtryck: 'SHA-256 av certifikatet, hexadecimalt.',
    giltigtFran: 'Certifikatets första tidpunkt.',
    kedja: 'Certifikatet och dess utfärdare, så långt de gick att följa.',
    betrodd: 'Om kedjan slutar hos en utfärdare som portalen godkänner.',
    sparrsvar: 'Vad utfärdaren säger om spärr.',
    kalla: 'crl (lista) eller ocsp (svar om just det här certifikatet).',
    utfardat: 'När utfärdaren sade det.',
    galler: 'Till när utfärdarens svar gäller.',
    forsenat: 'Sant när svaret borde ha förnyats men ännu godtas.',
    regel: 'hard: okänt avslås. soft: okänt släpps in.',
    tjanster: 'E-tjänster som företaget är anslutet till.',
    tjansterITest: 'E-tjänster där företaget är i test: filer kontrolleras (?test=1) men skickas inte.',
    fullmakter: 'Företag som certifikatet får agera för med X-Arbetsgivare.',
    till: 'Fullmaktens sista dag.',
  },
} as const

type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> }

const en: Words<typeof sv> = {
  title: 'Kvittens for machines',
  description: `Hand files in to Försäkringskassan, follow them and fetch answers. Each call is made with the company’s server certificate (TLS with a client certificate): the organisation number in the certificate is the company that the call is about. Answers are XML unless said otherwise, and JSON with “Accept: application/json”. A refusal is a problem as in RFC 9457. An agent says in X-Arbetsgivare which company the call is about, and needs that company’s mandate. A refusal may come before the whole file has been sent. The rest is then read and thrown away for ${amount(LIMITS.lingerSeconds, 'second', 'en')}. A client that sends more slowly than that and reads the answer last may lose it: say “Expect: 100-continue”, and send the file only when told to.`,
  certificate:
    'The company’s server certificate, from an accepted issuer, with the organisation number in the attribute serialNumber.',
  routes: {
    putFile: {
      summary: 'Hand in a file under its name',
      description: `The body is the file. This is what “curl -T file.xml …/filoverforing/{tjanst}/” does: curl adds the file’s name itself. 202 means that the file is stored and queued. The same file within ${amount(LIMITS.sameFileDays, 'dygn', 'en')} gets the first answer.`,
    },
    postFile: {
      summary: 'Hand in a file',
      description: `The body is the file as it is, or a form (multipart/form-data) with the file in the field “file”. 202 means that the file is stored and queued. The same file within ${amount(LIMITS.sameFileDays, 'dygn', 'en')} gets the first answer.`,
    },
    beginUpload: {
      summary: 'Begin an upload that can be gone on with',
      description: `tus 1.0 (https://tus.io). Upload-Metadata has filename, tjanst and preferably sha256, each in base64. Location in the answer is the upload’s address: send the file there with PATCH, in one piece or several. If the connection breaks, HEAD of the address says how far it has come (Upload-Offset). What has come is kept for ${amount(LIMITS.uploadHours, 'hour', 'en')}. The body may be the beginning of the file already here.`,
    },
    showUpload: {
      summary: 'See what an upload has become',
      description:
        'GET: the receipt once the whole file has come, or the report if it cannot be sent. HEAD: how far the upload has come, in Upload-Offset.',
    },
    goOnWithUpload: {
      summary: 'Send the next part of the file',
      description:
        'The body is the file’s bytes from Upload-Offset on. When the last one has come the file is handed in: the answer has the reference in X-Referens, and GET of the address gives the receipt. Whoever asks again gets the same answer.',
    },
    dropUpload: { summary: 'Cancel an upload', description: 'What has come is removed. Possible until the file is handed in.' },
    listReceipts: {
      summary: 'List receipts',
      description: 'The company’s submissions, newest first. “nasta” gives the next page, as “efter”.',
    },
    showReceipt: {
      summary: 'Show a receipt',
      description:
        'Where a submission stands. kvittensID is there once Försäkringskassan has answered. With ETag and If-None-Match an unchanged state need not be read again.',
    },
    withdraw: {
      summary: 'Withdraw a submission',
      description: 'Possible while it cannot have reached Försäkringskassan: nothing was sent, or every attempt failed.',
    },
    listFiles: {
      summary: 'List files from Försäkringskassan',
      description:
        'The files that can be fetched. With “Accept: text/plain” one name a line. Two files with the same name get one each: the second has a number before its extension.',
    },
    fetchFile: {
      summary: 'Fetch a file from Försäkringskassan',
      description:
        'The file as it came. It may be fetched several times until it is purged, and a broken fetch can go on where it stopped (“curl -C -”). The ETag is the file’s SHA-256. It counts as fetched when its last byte has been given out. HEAD shows the particulars only.',
    },
    acknowledgeFile: {
      summary: 'Acknowledge a fetched file',
      description:
        'Says that the company has taken care of the file. Do it when you have saved the file. Doing it again changes nothing.',
    },
    health: {
      summary: 'See whom the certificate speaks for',
      description: 'The company that the certificate is tied to, and how many days it has left.',
    },
    selfTest: {
      summary: 'Try the connection',
      description:
        'What the server saw of the call: TLS, certificate, chain, revocation, which company it is about and your address. Answers those, too, whose certificate is refused, and says why.',
    },
    openapi: { summary: 'This description', description: 'OpenAPI 3.1, in Swedish or English by Accept-Language.' },
  },
  parameters: {
    tjanst: 'The e-service, for example sjukanmalan.',
    filnamn: 'The file’s name, percent-encoded as UTF-8 (or as Windows-1252).',
    referens: 'The portal’s reference, for example K7MQ-2XWH-9.',
    test: '1: check only. Nothing is stored and nothing is sent.',
    antal: 'How many receipts to show.',
    efter: 'The value “nasta” of the page before.',
    status: 'Only submissions in this state.',
    aterkalla: '1: withdraw the submission.',
    lista:
      'nya: files that nobody has fetched. okvitterade: files that nobody has acknowledged, which a scheduled program should go by. alla: all that are not purged.',
    kvittera: '1: acknowledge the file.',
    range: 'The part of the file that is wanted, for example bytes=1000-.',
    ifRange: 'The ETag that the first part had. If the file is another, all of it comes.',
    accept: 'application/xml, application/json or both with weights.',
    idempotencyKey: `A name of your own for the try, 1 to ${LIMITS.idempotencyKeyCharacters} visible signs. The same key with the same file gets the first answer; with another file it is refused.`,
    contentDigest: 'RFC 9530: sha-256=:base64:. If it differs the file is refused.',
    reprDigest: 'As Content-Digest.',
    sha256: 'The file’s SHA-256 in 64 hexadecimal signs. If it differs the file is refused.',
    fileName: 'The file’s name, percent-encoded, where it stands neither in the address nor in the form.',
    replaces:
      'The reference of an earlier submission that the file is handed in instead of. In a form: the field ersatter. An upload in pieces says it in each call.',
    uploadId: 'The upload’s id, from Location.',
    tusResumable: 'The version of the protocol.',
    uploadLength: 'The size of the whole file in bytes.',
    uploadOffset: 'Where in the file the body begins: what HEAD answered last.',
    uploadMetadata: 'filename, tjanst and preferably sha256: key, blank, the value in base64; commas between.',
    ifNoneMatch: 'The ETag that the answer had last.',
  },
  answers: {
    accepted: 'The file is stored and queued.',
    duplicate: 'The same file or the same key was handed in before: the first answer, with dubblett=ja.',
    testedOrDuplicate:
      'With test=1: the file could be sent, here is the report. Otherwise: the same file or the same key was handed in before, here is the first answer.',
    stopped: 'The file has faults that stop it, here is the report. Or: the key was used for another file.',
    receipt: 'The receipt.',
    receipts: 'A page of the list.',
    files: 'The files.',
    content: 'The file.',
    partOfContent: 'The part of the file that was wanted.',
    noSuchPart: 'The file is not that long. If you have all of it you are done.',
    acknowledged: 'The file is acknowledged.',
    notFetched: 'The file has not been fetched yet.',
    unchanged: 'Nothing has changed since the ETag that was given.',
    connection: 'Whom the certificate speaks for.',
    seen: 'What the server saw.',
    document: 'The description.',
    invalid: 'The call cannot be understood, or length or checksum differ.',
    expectation: 'The call has another Expect than 100-continue.',
    notAllowed:
      'The certificate is missing, not valid, revoked or not registered, the mandate is missing, or the company is not connected to the e-service. “case” says which.',
    notFound: 'Does not exist, or belongs to another company.',
    uploadBegun: 'The upload can begin. Location is its address.',
    uploadTaken:
      'What came is stored. Upload-Offset says how far. If that is the whole file it is handed in, with the reference in X-Referens.',
    uploadDropped: 'The upload is removed.',
    uploadConflict: 'The upload has come to another place, goes on in another connection or has ended. Ask with HEAD.',
    uploadUnfinished: 'Not all of the file has come.',
    tusVersion: 'Tus-Resumable is missing, or is another version than 1.0.0.',
    tooManyUploads: 'The company has too many uploads that are not finished.',
    replaceConflict: 'The submission in X-Ersatter cannot be replaced now, or has been already: its receipt says by which.',
    alreadySent: 'Cannot be withdrawn: it is being sent right now, may have arrived, or is answered.',
    tooLarge: 'The file is larger than the e-service takes.',
    unsupported: 'The content type, or a compressed body, is not taken.',
    fault: 'A fault at our end, with a code to quote.',
    unavailable: 'Not possible right now. Try again after as many seconds as Retry-After says.',
  },
  webhooks: {
    description:
      'The portal calls the address that the company has given under Aviseringar, by Standard Webhooks. The same call may come several times, with the same webhook-id, and in another order than it happened. New fields may be added. Never a file name or personal data.',
    types: webhookTypes(webhookTexts.en.types),
    id: 'The same at every try: what has been taken already can be skipped.',
    timestamp: 'When the try was made, in Unix time (seconds).',
    signature:
      'The version, a comma and HMAC-SHA256 in base64 of id, timestamp and body with a full stop between them. While the secret is changed there is a signature by each of them, with a space between.',
    happened: 'When it happened.',
    taken: 'The call is taken.',
    notTaken: 'The call is made again later.',
    deliveryId: 'The file’s id in the portal.',
    deliverySha256: 'The file’s SHA-256, hexadecimal: by it the file is found in the list of files.',
  },
  fields: {
    referens: 'The portal’s reference.',
    status: 'The state.',
    mottagen: 'When the portal took the file in.',
    tjanst: 'The e-service.',
    arbetsgivare: 'The organisation number, ten digits.',
    filnamn: 'The file’s name. The last four characters of a personal identity number are replaced by xxxx.',
    bytes: 'The file’s size in bytes, as it came.',
    sha256: 'The file’s SHA-256, hexadecimal, as it came.',
    skickad: 'What is sent to Försäkringskassan, when the file was changed or converted before it was sent. Otherwise null.',
    omvandling: 'The company’s own conversion, by which it was converted: id/version. Otherwise null.',
    antal: 'Number of records in the file.',
    varningar: 'Number of warnings.',
    levererad: 'When Försäkringskassan receipted it, or said that it has arrived (avgjord).',
    kvittensID: 'Försäkringskassan’s kvittensID, verbatim.',
    vantarOrsak:
      'Why the submission waits. okand: we do not know whether Försäkringskassan received the file. gav-upp: it has not arrived. skadad: it was damaged at our end. ej-framme: Försäkringskassan says that it has not arrived. konflikt: the same kvittensID was given for two files. aterstallning and stoppad: nothing is sent just now. More words may come.',
    attGora: 'What to do, in Swedish or English by Accept-Language.',
    avgjord: 'person: somebody has entered what Försäkringskassan said. There is no receipt.',
    ersattAv: 'The reference of the file that was handed in instead.',
    dubblett: 'Whether this is the answer to an earlier try.',
    nasta: 'To be given as “efter” for the next page. Absent on the last one.',
    code: 'What kind of refusal, for programs.',
    case: 'Which case, for programs.',
    detail: 'What is wrong and what to do.',
    id: 'A code to quote to support.',
    format: 'What the file was read as.',
    poster: 'Number of records in the file.',
    stop: 'Number of faults that stop the file.',
    niva: 'stop: the fault keeps the file from being sent. varning: a remark, the file can be sent all the same.',
    varning: 'Number of warnings.',
    overhoppat: 'Number of places inside the file that have not been checked, because the XML is broken just there.',
    avbruten: 'True when the rest of the file could not be read: what comes after the last fault has not been checked.',
    findings: `What was found, in the file’s order. ${digits(LIMITS.answeredFindings, 'en')} at most; the numbers count all.`,
    counts: 'Number of each code, also of those not shown.',
    at: 'Where in the file. Lines and columns count from 1, bytes from 0.',
    params: 'What the sentence is made of. Personnummer are masked.',
    text: 'What is wrong and what to do.',
    filMottagen: 'When the file came from Försäkringskassan to the portal.',
    filStatus: 'ny: nobody has fetched it. hamtad: fetched, not acknowledged. kvitterad: acknowledged.',
    gallras: 'The day on which the content is removed.',
    namn: 'The company’s name.',
    giltigtTill: 'The certificate’s last moment.',
    dagarKvar: 'Whole days the certificate has left.',
    sjalvteststatus: 'ok, or nekad when calls with this certificate are refused.',
    orsak: 'Why calls are refused.',
    protokoll: 'TLS version.',
    chiffer: 'The cipher that was chosen.',
    adress: 'The address the call came from.',
    tid: 'The server’s clock.',
    innehavare: 'Whom the certificate is issued to (CN).',
    organisationsnummer: 'The organisation number in the certificate, if it can be read.',
    serialNumber: 'The attribute serialNumber (2.5.4.5) as it stands in the certificate.',
    utfardare: 'Who issued it.',
    nummer: 'The issuer’s number for it, hexadecimal.',
    fingeravtryck: 'SHA-256 of the certificate, hexadecimal.',
    giltigtFran: 'The certificate’s first moment.',
    kedja: 'The certificate and its issuers, as far as they could be followed.',
    betrodd: 'Whether the chain ends at an issuer that the portal accepts.',
    sparrsvar: 'What the issuer says of revocation.',
    kalla: 'crl (a list) or ocsp (an answer about this very certificate).',
    utfardat: 'When the issuer said so.',
    galler: 'Until when the issuer’s answer holds.',
    forsenat: 'True when the answer should have been renewed but is still taken.',
    regel: 'hard: unknown is refused. soft: unknown is let in.',
    tjanster: 'E-services that the company is connected to.',
    tjansterITest: 'E-services in which the company is in test: files are checked (?test=1) but not sent.',
    fullmakter: 'Companies that the certificate may act for by X-Arbetsgivare.',
    till: 'The mandate’s last day.',
  },
}

export const gatewayTexts = { sv, en } as const

type Topic = 'routes' | 'parameters' | 'answers' | 'fields'
export type GatewayTextKey<T extends Topic> = keyof (typeof sv)[T]
export type GatewayWords = Words<typeof sv>
