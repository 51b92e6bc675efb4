// What a refused request is told: what is wrong and what to do. A code's `other` stands for details without words of their own.
import type { RefusalCode } from '#lib/errors.ts'
import type { Locale } from './locale.ts'

type Sentences = Record<RefusalCode, { title: string; other: string } & Record<string, string>>

const sv = {
  not_signed_in: {
    title: 'Inte inloggad',
    other: 'Du är inte inloggad, eller så har inloggningen gått ut. Inget har sparats. Logga in och försök igen.',
  },
  not_allowed: {
    title: 'Inte tillåtet',
    other: 'Du får inte göra det här.',
    service: 'Företaget är inte anslutet till den här e-tjänsten. Inget har sparats. Företagets administratör kan ansluta det.',
    support: 'Bara supporten får söka bland alla företags inlämningar.',
    organisation:
      'Organisationsnumret i certifikatet är inte anslutet till portalen. Kontrollera att du använder rätt certifikat, eller anslut företaget först.',
    certificate:
      'Certifikatet har inget organisationsnummer som går att läsa (attributet serialNumber). Använd företagets servercertifikat.',
  },
  cross_site: {
    title: 'Fel avsändare',
    other: 'Anropet kom inte från portalens egna sidor. Inget har sparats. Öppna portalen och försök därifrån.',
  },
  not_found: {
    title: 'Finns inte',
    other: 'Det du frågar efter finns inte, eller så hör det till ett annat företag.',
    employer: 'Du agerar inte för det företaget. Inget har sparats. Byt företag och försök igen.',
    service: 'E-tjänsten finns inte. Inget har sparats. Välj en e-tjänst i listan.',
    submission: 'Inlämningen finns inte, eller så hör den till ett annat företag.',
    delivery: 'Filen finns inte, eller så hör den till ett annat företag.',
    purged: 'Filen är gallrad. Innehållet finns inte kvar hos oss. Be Försäkringskassan skicka den igen om du behöver den.',
    upload: 'Uppladdningen finns inte, eller så är den äldre än ett dygn. Börja om från början.',
    report: 'Rapporten finns inte längre. Den sparas i en timme. Lämna filen en gång till om du vill se den igen.',
  },
  method: {
    title: 'Fel metod',
    other: 'Adressen finns, men tar inte emot den metoden.',
    slash: 'Filens namn saknas i adressen. Avsluta adressen med snedstreck, så lägger curl -T till det. Inget har sparats.',
  },
  invalid: {
    title: 'Går inte att ta emot',
    other: 'Begäran går inte att förstå. Inget har sparats.',
    file_name:
      'Filnamnet saknas eller har tecken som inte får finnas där (snedstreck, styrtecken eller tecken som vänder läsriktningen). Inget har sparats. Byt namn på filen och försök igen.',
    check_only: 'Den här e-tjänsten kontrollerar bara filen. Lämna in den hos mottagaren.',
    length: 'Filen är inte lika lång som anropet uppgav. Den kan ha blivit avbruten på vägen. Inget har sparats. Försök igen.',
    digest:
      'Filen är inte densamma som den som kontrollerades: SHA-256 stämmer inte. Inget har sparats. Välj filen igen och försök på nytt.',
    tus: 'Anropet följer inte tus 1.0. Se https://tus.io/protocols/resumable-upload.',
    sha256: 'Kontrollsumman ska vara SHA-256 med 64 hexadecimala tecken. Inget har sparats.',
    too_slow: 'Överföringen stod stilla för länge och avbröts. Inget har sparats. Kontrollera uppkopplingen och försök igen.',
    no_file: 'Ingen fil följde med. Välj en fil på datorn och försök igen.',
    two_files: 'Lämna en fil i taget. Inget har sparats.',
    form: 'Formuläret är inte helt. Inget har sparats. Öppna sidan på nytt och försök igen.',
    key: 'Idempotency-Key ska vara 1 till 200 synliga tecken. Inget har sparats.',
    employer: 'Organisationsnumret går inte att läsa. Skriv tio siffror. Inget har sparats.',
    query: 'Skriv ett kvittensID eller ett referensnummer.',
    cursor: 'Sidan i listan finns inte. Börja om från de senaste.',
    target: 'Adressen går inte att läsa.',
    host: 'Anropet ska ha exakt en Host.',
    test: 'Skriv test=1 för att bara kontrollera filen. Inget har sparats.',
    count: 'antal ska vara 1 till 200.',
    status: 'Läget finns inte. De som finns står i openapi.json.',
    act: 'Skriv aterkalla=1 för att återkalla inlämningen.',
    digest_algorithm: 'Kontrollsumman ska vara SHA-256 (sha-256=:base64:). Inget har sparats.',
    json: 'Frågan är inte JSON som går att läsa.',
  },
  unsupported: {
    title: 'Fel typ',
    other: 'Innehållstypen går inte att ta emot. Inget har sparats.',
    encoding: 'Filen får inte vara komprimerad på vägen (Content-Encoding). Inget har sparats. Skicka den som den är.',
  },
  conflict: {
    title: 'Går inte längre',
    other: 'Läget har ändrats. Ladda om sidan och se vad som gäller nu.',
    already_sent: 'Inlämningen går inte att återkalla: den har skickats eller håller på att skickas.',
    may_double:
      'Filen kan redan ha kommit fram, så den får inte skickas igen härifrån. Ring Försäkringskassan och fråga om den har kommit in.',
    not_held: 'Inlämningen väntar inte på dig, så det finns inget att skicka igen.',
    not_fetched: 'Filen är inte hämtad än. Hämta hela filen först och kvittera sedan.',
    offset: 'Uppladdningen har kommit till ett annat ställe i filen. Fråga hur långt den har kommit och fortsätt där.',
    upload: 'Uppladdningen är avslutad eller fortsätter någon annanstans. Fråga hur långt den har kommit.',
    upload_taken: 'Uppladdningen fortsätter i en annan anslutning. Fråga hur långt den har kommit.',
    upload_unfinished: 'Uppladdningen är inte klar. Filen är inte inlämnad än.',
    unseen:
      'Filen innehåller sådant som har lämnats förut. Inget har sparats. Läs anmärkningarna och skicka ändå om det är meningen.',
  },
  too_large: {
    title: 'För stor',
    other: 'Filen är större än e-tjänsten tar emot. Inget har sparats. Dela upp den i flera filer.',
  },
  stopped: {
    title: 'Går inte att skicka',
    other: 'Filen har fel som måste rättas. Inget har sparats. Rätta dem och välj den rättade filen.',
  },
  key_reused: {
    title: 'Nyckeln är använd',
    other: 'Samma Idempotency-Key har redan använts för en annan fil. Inget har sparats. Använd en ny nyckel för varje fil.',
  },
  too_many: {
    title: 'För många försök',
    other: 'Det har varit för många försök. Vänta en stund och försök igen.',
    uploads: 'Företaget har för många uppladdningar som inte är klara. Slutför eller avbryt någon av dem först.',
  },
  unavailable: {
    title: 'Går inte just nu',
    other: 'Det går inte just nu. Inget har sparats. Försök igen om en stund.',
    content: 'Filen går inte att öppna just nu. Försök igen om en stund, och uppge felkoden om det händer igen.',
    storage: 'Filen går inte att spara just nu. Inget har sparats. Försök igen om en stund.',
    database: 'Portalen har en driftstörning. Fick du inget referensnummer är filen inte inlämnad. Försök igen om en stund.',
    busy: 'Just nu lämnas många filer in. Inget har sparats. Försök igen om en stund.',
    crowded: 'Just nu loggar många in. Försök igen om en stund.',
    upload_held: 'Uppladdningen används av en annan anslutning. Försök igen om en stund.',
    stopping: 'Portalen startar om. Inget har sparats. Försök igen om en stund.',
    fault:
      'Något gick fel hos oss. Fick du inget referensnummer är filen inte inlämnad. Försök igen, och uppge felkoden om det händer igen.',
  },
} as const satisfies Sentences

const en = {
  not_signed_in: {
    title: 'Not logged in',
    other: 'You are not logged in, or your login has ended. Nothing was stored. Log in and try again.',
  },
  not_allowed: {
    title: 'Not allowed',
    other: 'You may not do this.',
    service: 'The company is not connected to this e-service. Nothing was stored. The company’s administrator can connect it.',
    support: 'Only support may search the submissions of all companies.',
    organisation:
      'The organisation number in the certificate is not connected to the portal. Check that you use the right certificate, or connect the company first.',
    certificate:
      'The certificate has no organisation number that can be read (the attribute serialNumber). Use the company’s server certificate.',
  },
  cross_site: {
    title: 'Wrong sender',
    other: 'The request did not come from the portal’s own pages. Nothing was stored. Open the portal and try from there.',
  },
  not_found: {
    title: 'Not found',
    other: 'What you ask for does not exist, or belongs to another company.',
    employer: 'You do not act for that company. Nothing was stored. Change company and try again.',
    service: 'There is no such e-service. Nothing was stored. Choose an e-service from the list.',
    submission: 'The submission does not exist, or belongs to another company.',
    delivery: 'The file does not exist, or belongs to another company.',
    purged: 'The file has been purged. We no longer have its content. Ask Försäkringskassan to send it again if you need it.',
    upload: 'The upload does not exist, or is older than a day. Start from the beginning.',
    report: 'The report is no longer here. It is kept for one hour. Hand the file in once more to see it again.',
  },
  method: {
    title: 'Wrong method',
    other: 'The address exists but does not take that method.',
    slash: 'The file’s name is missing in the address. End the address with a slash, and curl -T adds it. Nothing was stored.',
  },
  invalid: {
    title: 'Cannot be received',
    other: 'The request cannot be understood. Nothing was stored.',
    file_name:
      'The file name is missing or has signs that may not be there (slashes, control signs or signs that turn the reading direction). Nothing was stored. Rename the file and try again.',
    check_only: 'This e-service only checks the file. Hand it in to its receiver.',
    length: 'The file is not as long as the request said. It may have been cut off on the way. Nothing was stored. Try again.',
    digest: 'The file is not the one that was checked: the SHA-256 differs. Nothing was stored. Choose the file again and retry.',
    tus: 'The call does not follow tus 1.0. See https://tus.io/protocols/resumable-upload.',
    sha256: 'The checksum must be SHA-256 in 64 hexadecimal signs. Nothing was stored.',
    too_slow: 'The transfer stood still for too long and was ended. Nothing was stored. Check your connection and try again.',
    no_file: 'No file came along. Choose a file on your computer and try again.',
    two_files: 'Hand in one file at a time. Nothing was stored.',
    form: 'The form is not complete. Nothing was stored. Open the page anew and try again.',
    key: 'Idempotency-Key must be 1 to 200 visible signs. Nothing was stored.',
    employer: 'The organisation number cannot be read. Write ten digits. Nothing was stored.',
    query: 'Write a kvittensID or a reference number.',
    cursor: 'There is no such page in the list. Start from the newest.',
    target: 'The address cannot be read.',
    host: 'The request must have exactly one Host.',
    test: 'Write test=1 to only check the file. Nothing was stored.',
    count: 'antal must be 1 to 200.',
    status: 'There is no such state. Those there are stand in openapi.json.',
    act: 'Write aterkalla=1 to withdraw the submission.',
    digest_algorithm: 'The checksum must be SHA-256 (sha-256=:base64:). Nothing was stored.',
    json: 'The question is not JSON that can be read.',
  },
  unsupported: {
    title: 'Wrong type',
    other: 'The content type cannot be received. Nothing was stored.',
    encoding: 'The file may not be compressed on the way (Content-Encoding). Nothing was stored. Send it as it is.',
  },
  conflict: {
    title: 'No longer possible',
    other: 'Things have changed. Reload the page and see what holds now.',
    already_sent: 'The submission cannot be withdrawn: it has been sent or is being sent.',
    may_double:
      'The file may have arrived already, so it must not be sent again from here. Call Försäkringskassan and ask whether it has come in.',
    not_held: 'The submission is not waiting for you, so there is nothing to send again.',
    not_fetched: 'The file has not been fetched yet. Fetch all of it first, then acknowledge it.',
    offset: 'The upload has come to another place in the file. Ask how far it has come and go on there.',
    upload: 'The upload has ended or goes on elsewhere. Ask how far it has come.',
    upload_taken: 'The upload goes on in another connection. Ask how far it has come.',
    upload_unfinished: 'The upload is not finished. The file is not handed in yet.',
    unseen: 'The file holds what was handed in before. Nothing was stored. Read the remarks and send anyway if you mean to.',
  },
  too_large: {
    title: 'Too large',
    other: 'The file is larger than the e-service takes. Nothing was stored. Split it into several files.',
  },
  stopped: {
    title: 'Cannot be sent',
    other: 'The file has faults that must be corrected. Nothing was stored. Correct them and choose the corrected file.',
  },
  key_reused: {
    title: 'Key used before',
    other: 'The same Idempotency-Key came with another file before. Nothing was stored. Use a new key for each file.',
  },
  too_many: {
    title: 'Too many tries',
    other: 'There have been too many tries. Wait a while and try again.',
    uploads: 'The company has too many uploads that are not finished. Finish or cancel one of them first.',
  },
  unavailable: {
    title: 'Not right now',
    other: 'It is not possible right now. Nothing was stored. Try again in a while.',
    content: 'The file cannot be opened right now. Try again in a while, and quote the fault code if it happens again.',
    storage: 'The file cannot be stored right now. Nothing was stored. Try again in a while.',
    database: 'The portal is disturbed. If you got no reference number the file is not handed in. Try again in a while.',
    busy: 'Many files are being handed in right now. Nothing was stored. Try again in a while.',
    crowded: 'Many people are logging in right now. Try again in a while.',
    upload_held: 'Another connection is using the upload. Try again in a while.',
    stopping: 'The portal is restarting. Nothing was stored. Try again in a while.',
    fault:
      'Something went wrong at our end. If you got no reference number the file is not handed in. Try again, and quote the fault code if it happens again.',
  },
} as const satisfies Sentences

export const refusals = { sv, en } as const

/** The heading and the sentence for a refusal. */
export function refusalText(code: RefusalCode, detail: string | undefined, locale: Locale): { title: string; sentence: string } {
  const words: Record<string, string> & { title: string; other: string } = refusals[locale][code]
  const own = detail !== undefined && detail !== 'title' && Object.hasOwn(words, detail) ? words[detail] : undefined
  return { title: words.title, sentence: own ?? words.other }
}
