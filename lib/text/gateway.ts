// What openapi.json says of the gateway's calls.
const sv = {
  title: 'Kvittens för maskiner',
  description:
    'Lämna in filer till Försäkringskassan, följ dem och hämta svar. Varje anrop görs med företagets servercertifikat (TLS med klientcertifikat): certifikatets organisationsnummer är det företag som anropet gäller. Svaren är XML om inget annat sägs, och JSON med ”Accept: application/json”. Ett avslag är ett problem enligt RFC 9457.',
  certificate:
    'Företagets servercertifikat, utfärdat av en godkänd utfärdare, med organisationsnumret i attributet serialNumber.',
  routes: {
    putFile: {
      summary: 'Lämna in en fil under sitt namn',
      description:
        'Anropets kropp är filen. Så gör ”curl -T fil.xml …/filoverforing/{tjanst}/”: curl lägger själv till filens namn. Svaret 202 betyder att filen är sparad och lagd i kö. Samma fil igen inom ett dygn får det första svaret.',
    },
    postFile: {
      summary: 'Lämna in en fil',
      description:
        'Kroppen är filen som den är, eller ett formulär (multipart/form-data) med filen i fältet ”file”. Svaret 202 betyder att filen är sparad och lagd i kö. Samma fil igen inom ett dygn får det första svaret.',
    },
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
      description: 'Går så länge inget har skickats till Försäkringskassan.',
    },
    health: {
      summary: 'Se vem certifikatet gäller för',
      description: 'Företaget som certifikatet är knutet till, och hur många dagar det har kvar.',
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
    accept: 'application/xml, application/json eller båda med vikter.',
    idempotencyKey:
      'Ett eget namn på försöket, 1 till 200 synliga tecken. Samma nyckel med samma fil ger det första svaret igen; med en annan fil avslås den.',
    contentDigest: 'RFC 9530: sha-256=:base64:. Stämmer den inte avslås filen.',
    reprDigest: 'Som Content-Digest.',
    sha256: 'Filens SHA-256 i 64 hexadecimala tecken. Stämmer den inte avslås filen.',
    fileName: 'Filens namn, procentkodat, när det inte står i adressen eller i formuläret.',
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
    unchanged: 'Inget har ändrats sedan den ETag som angavs.',
    connection: 'Vem certifikatet gäller för.',
    document: 'Beskrivningen.',
    invalid: 'Anropet går inte att förstå, eller så stämmer längd eller kontrollsumma inte.',
    notAllowed: 'Organisationen i certifikatet är okänd eller inte ansluten till e-tjänsten.',
    notFound: 'Finns inte, eller hör till ett annat företag.',
    alreadySent: 'Går inte att återkalla: den har skickats eller håller på att skickas.',
    tooLarge: 'Filen är större än e-tjänsten tar emot.',
    unsupported: 'Innehållstypen, eller en komprimerad kropp, tas inte emot.',
    fault: 'Ett fel hos oss, med en felkod att uppge.',
    unavailable: 'Går inte just nu. Försök igen efter så många sekunder som Retry-After säger.',
  },
  fields: {
    referens: 'Portalens referens.',
    status: 'Läget.',
    mottagen: 'När portalen tog emot filen.',
    tjanst: 'E-tjänsten.',
    arbetsgivare: 'Organisationsnumret, tio siffror.',
    filnamn: 'Filens namn.',
    bytes: 'Filens storlek i byte.',
    sha256: 'Filens SHA-256, hexadecimalt.',
    antal: 'Antal poster i filen.',
    varningar: 'Antal varningar.',
    levererad: 'När Försäkringskassan kvitterade.',
    kvittensID: 'Försäkringskassans kvittensID, ordagrant.',
    dubblett: 'Om det här är svaret på ett tidigare försök.',
    nasta: 'Sätts som ”efter” för nästa sida. Saknas på den sista.',
    code: 'Vilket slags avslag, för program.',
    case: 'Vilket fall, för program.',
    detail: 'Vad som är fel och vad du gör åt det.',
    id: 'Felkod att uppge för supporten.',
    format: 'Vad filen lästes som.',
    poster: 'Antal poster i filen.',
    stop: 'Antal fel som stoppar filen.',
    varning: 'Antal varningar.',
    avbruten: 'Sant när resten av filen inte gick att läsa: det som kommer efter det sista felet är inte kontrollerat.',
    findings: 'Det som hittades, i filens ordning. Högst tusen; antalen räknar alla.',
    counts: 'Antal av varje kod, också av dem som inte visas.',
    at: 'Var i filen. Rader och kolumner räknas från 1, byte från 0.',
    params: 'Det som meningen är byggd av. Personnummer är maskerade.',
    text: 'Vad som är fel och vad du gör åt det.',
    namn: 'Företagets namn.',
    giltigtTill: 'Certifikatets sista tidpunkt.',
    dagarKvar: 'Hela dagar som certifikatet har kvar.',
  },
} as const

type Words<T> = { readonly [K in keyof T]: T[K] extends string ? string : Words<T[K]> }

const en: Words<typeof sv> = {
  title: 'Kvittens for machines',
  description:
    'Hand files in to Försäkringskassan, follow them and fetch answers. Each call is made with the company’s server certificate (TLS with a client certificate): the organisation number in the certificate is the company that the call is about. Answers are XML unless said otherwise, and JSON with “Accept: application/json”. A refusal is a problem as in RFC 9457.',
  certificate:
    'The company’s server certificate, from an accepted issuer, with the organisation number in the attribute serialNumber.',
  routes: {
    putFile: {
      summary: 'Hand in a file under its name',
      description:
        'The body is the file. This is what “curl -T file.xml …/filoverforing/{tjanst}/” does: curl adds the file’s name itself. 202 means that the file is stored and queued. The same file within a day gets the first answer.',
    },
    postFile: {
      summary: 'Hand in a file',
      description:
        'The body is the file as it is, or a form (multipart/form-data) with the file in the field “file”. 202 means that the file is stored and queued. The same file within a day gets the first answer.',
    },
    listReceipts: {
      summary: 'List receipts',
      description: 'The company’s submissions, newest first. “nasta” gives the next page, as “efter”.',
    },
    showReceipt: {
      summary: 'Show a receipt',
      description:
        'Where a submission stands. kvittensID is there once Försäkringskassan has answered. With ETag and If-None-Match an unchanged state need not be read again.',
    },
    withdraw: { summary: 'Withdraw a submission', description: 'Possible while nothing has been sent to Försäkringskassan.' },
    health: {
      summary: 'See whom the certificate speaks for',
      description: 'The company that the certificate is tied to, and how many days it has left.',
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
    accept: 'application/xml, application/json or both with weights.',
    idempotencyKey:
      'A name of your own for the try, 1 to 200 visible signs. The same key with the same file gets the first answer; with another file it is refused.',
    contentDigest: 'RFC 9530: sha-256=:base64:. If it differs the file is refused.',
    reprDigest: 'As Content-Digest.',
    sha256: 'The file’s SHA-256 in 64 hexadecimal signs. If it differs the file is refused.',
    fileName: 'The file’s name, percent-encoded, where it stands neither in the address nor in the form.',
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
    unchanged: 'Nothing has changed since the ETag that was given.',
    connection: 'Whom the certificate speaks for.',
    document: 'The description.',
    invalid: 'The call cannot be understood, or length or checksum differ.',
    notAllowed: 'The organisation in the certificate is unknown or not connected to the e-service.',
    notFound: 'Does not exist, or belongs to another company.',
    alreadySent: 'Cannot be withdrawn: it has been sent or is being sent.',
    tooLarge: 'The file is larger than the e-service takes.',
    unsupported: 'The content type, or a compressed body, is not taken.',
    fault: 'A fault at our end, with a code to quote.',
    unavailable: 'Not possible right now. Try again after as many seconds as Retry-After says.',
  },
  fields: {
    referens: 'The portal’s reference.',
    status: 'The state.',
    mottagen: 'When the portal took the file in.',
    tjanst: 'The e-service.',
    arbetsgivare: 'The organisation number, ten digits.',
    filnamn: 'The file’s name.',
    bytes: 'The file’s size in bytes.',
    sha256: 'The file’s SHA-256, hexadecimal.',
    antal: 'Number of records in the file.',
    varningar: 'Number of warnings.',
    levererad: 'When Försäkringskassan receipted it.',
    kvittensID: 'Försäkringskassan’s kvittensID, verbatim.',
    dubblett: 'Whether this is the answer to an earlier try.',
    nasta: 'To be given as “efter” for the next page. Absent on the last one.',
    code: 'What kind of refusal, for programs.',
    case: 'Which case, for programs.',
    detail: 'What is wrong and what to do.',
    id: 'A code to quote to support.',
    format: 'What the file was read as.',
    poster: 'Number of records in the file.',
    stop: 'Number of faults that stop the file.',
    varning: 'Number of warnings.',
    avbruten: 'True when the rest of the file could not be read: what comes after the last fault has not been checked.',
    findings: 'What was found, in the file’s order. A thousand at most; the numbers count all.',
    counts: 'Number of each code, also of those not shown.',
    at: 'Where in the file. Lines and columns count from 1, bytes from 0.',
    params: 'What the sentence is made of. Personnummer are masked.',
    text: 'What is wrong and what to do.',
    namn: 'The company’s name.',
    giltigtTill: 'The certificate’s last moment.',
    dagarKvar: 'Whole days the certificate has left.',
  },
}

export const gatewayTexts = { sv, en } as const

type Topic = 'routes' | 'parameters' | 'answers' | 'fields'
export type GatewayTextKey<T extends Topic> = keyof (typeof sv)[T]
export type GatewayWords = Words<typeof sv>
