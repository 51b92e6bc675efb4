import { LIMITS } from '#lib/limits.ts'
import { amount } from './spelling.ts'

/**
 * What a machine is answered, in one place: the page Automatisera, the command line's help and the descriptions of the
 * calls all read it here. `again`: may the same call be made once more: `no` (settled, or pointless), `mended` (when what was
 * wrong has been put right), `same-key` (with the same Idempotency-Key, so that nothing is handed in twice).
 */
export const HTTP_CASES = [
  { status: 202, name: 'received', again: 'no' },
  { status: 200, name: 'answered', again: 'no' },
  { status: 206, name: 'part', again: 'no' },
  { status: 400, name: 'invalid', again: 'mended' },
  { status: 403, name: 'notAllowed', again: 'mended' },
  { status: 404, name: 'notFound', again: 'mended' },
  { status: 405, name: 'method', again: 'mended' },
  { status: 409, name: 'conflict', again: 'no' },
  { status: 412, name: 'tusVersion', again: 'mended' },
  { status: 413, name: 'tooLarge', again: 'mended' },
  { status: 415, name: 'unsupported', again: 'mended' },
  { status: 416, name: 'noSuchPart', again: 'no' },
  { status: 417, name: 'expectation', again: 'mended' },
  { status: 422, name: 'stopped', again: 'mended' },
  { status: 429, name: 'tooMany', again: 'same-key' },
  { status: 500, name: 'fault', again: 'same-key' },
  { status: 503, name: 'unavailable', again: 'same-key' },
] as const

/** curl's own exit codes (curl's manual, "EXIT CODES"). `arrived`: whether the file can have reached the portal. */
export const CURL_EXITS = [
  { code: 0, name: 'answer', arrived: 'yes' },
  { code: 22, name: 'refused', arrived: 'no' },
  { code: 6, name: 'noName', arrived: 'no' },
  { code: 7, name: 'noContact', arrived: 'no' },
  { code: 26, name: 'unreadable', arrived: 'no' },
  { code: 28, name: 'timeout', arrived: 'maybe' },
  { code: 35, name: 'handshake', arrived: 'no' },
  { code: 52, name: 'empty', arrived: 'maybe' },
  { code: 55, name: 'sending', arrived: 'maybe' },
  { code: 56, name: 'receiving', arrived: 'maybe' },
  { code: 58, name: 'ownCertificate', arrived: 'no' },
  { code: 60, name: 'untrusted', arrived: 'no' },
  { code: 77, name: 'authorities', arrived: 'no' },
] as const

/** Exit codes of every `kvittens` command that speaks with the portal. */
export const KVITTENS_EXITS = [
  { code: 0, name: 'done' },
  { code: 1, name: 'stopped' },
  { code: 2, name: 'misuse' },
  { code: 3, name: 'refused' },
  { code: 4, name: 'unsent' },
  { code: 5, name: 'unknown' },
  { code: 6, name: 'running' },
] as const

export const gatewayCodeTexts = {
  sv: {
    http: {
      received: {
        means: 'Filen är mottagen och sparad. Svaret är kvittensen.',
        todo: 'Spara svaret. Följ inlämningen med referensen tills Försäkringskassan har svarat.',
      },
      answered: {
        means:
          'Frågan är besvarad. Efter en testkörning: filen kan skickas. Efter en inlämning: samma fil har redan lämnats in (dubblett="ja"), och svaret är den första kvittensen.',
        todo: 'Inget mer. Filen finns bara en gång hos oss.',
      },
      part: {
        means: 'Svaret är den del av filen som Range bad om. Så fortsätter curl -C - en avbruten hämtning.',
        todo: 'Lägg den till det som redan är hämtat.',
      },
      invalid: {
        means:
          'Anropet går inte att förstå, eller så är filen inte lika lång eller inte densamma som anropet uppgav. Inget har sparats.',
        todo: 'Läs svaret. Se till att filen är färdigskriven innan den skickas, och skicka den igen.',
      },
      notAllowed: {
        means: 'Certifikatet duger inte, eller så är företaget inte anslutet till e-tjänsten. Inget har sparats.',
        todo: 'Läs svaret. Gör självtestet och kontrollera att rätt certifikat används.',
      },
      notFound: {
        means: 'E-tjänsten, kvittensen eller filen finns inte, eller så hör den till ett annat företag.',
        todo: 'Kontrollera adressen.',
      },
      method: { means: 'Adressen finns, men tar inte emot den metoden.', todo: 'Jämför med kommandona ovan.' },
      conflict: {
        means: 'Inlämningen går inte längre att återkalla: den skickas just nu, kan ha kommit fram eller är besvarad.',
        todo: 'Skicka en rättelse enligt postbeskrivningen i stället.',
      },
      tusVersion: {
        means: 'En uppladdning i delar (tus) saknar Tus-Resumable, eller har en annan version. Inget har sparats.',
        todo: 'Skicka Tus-Resumable med den version som Tus-Version i svaret säger.',
      },
      tooLarge: { means: 'Filen är för stor. Inget har sparats.', todo: 'Dela upp den i flera filer.' },
      unsupported: {
        means: 'Innehållstypen går inte att ta emot, eller så är filen komprimerad på vägen. Inget har sparats.',
        todo: 'Skicka filen som den är.',
      },
      noSuchPart: {
        means: 'Range börjar efter filens slut. Så svarar en hämtning med curl -C - av en fil som redan är hel.',
        todo: 'Inget, om hela filen är hämtad. Annars: hämta den från början.',
      },
      expectation: {
        means: 'Anropet har en Expect som portalen inte känner till. Inget har sparats.',
        todo: 'Ta bort huvudet Expect, eller skriv 100-continue.',
      },
      stopped: {
        means:
          'Filen har fel som måste rättas, och svaret är felrapporten. Eller så är Idempotency-Key redan använd för en annan fil. Inget har sparats.',
        todo: 'Rätta felen och skicka den rättade filen med en ny nyckel.',
      },
      tooMany: { means: 'Det har kommit för många anrop.', todo: 'Vänta så länge som Retry-After säger.' },
      fault: {
        means: 'Något gick fel hos oss. Svaret har ett id att uppge.',
        todo: 'Försök igen om en stund med samma Idempotency-Key. Kontakta oss om felet består.',
      },
      unavailable: {
        means: 'Portalen är upptagen eller delvis nere. Inget har sparats.',
        todo: 'Vänta så länge som Retry-After säger och skicka igen med samma Idempotency-Key.',
      },
    },
    curl: {
      answer: { means: 'Svaret har kommit.', todo: 'Läs HTTP-koden.' },
      refused: {
        means: 'Portalen svarade med HTTP 400 eller högre. Med --fail-with-body finns orsaken i svarsfilen.',
        todo: 'Läs HTTP-koden och svaret.',
      },
      noName: { means: 'Datornamnet i adressen finns inte.', todo: 'Kontrollera adressen och DNS. Försök igen.' },
      noContact: { means: 'Det går inte att ansluta.', todo: 'Kontrollera brandvägg och proxy. Försök igen.' },
      unreadable: { means: 'Filen på den egna datorn går inte att läsa.', todo: 'Kontrollera sökväg och rättigheter.' },
      timeout: { means: 'Tiden tog slut.', todo: 'Skicka igen med samma Idempotency-Key.' },
      handshake: {
        means: 'TLS-anslutningen gick inte att upprätta. Certifikatet kan vara utgånget, spärrat eller från en okänd utfärdare.',
        todo: 'Kontrollera certifikatet. Kräv minst TLS 1.2.',
      },
      empty: { means: 'Anslutningen bröts utan svar.', todo: 'Skicka igen med samma Idempotency-Key.' },
      sending: { means: 'Anslutningen bröts medan filen skickades.', todo: 'Skicka igen med samma Idempotency-Key.' },
      receiving: {
        means: 'Anslutningen bröts innan svaret var framme. Så kan det också se ut när certifikatet inte godtas.',
        todo: 'Skicka igen med samma Idempotency-Key. Händer det varje gång: kontrollera certifikatet.',
      },
      ownCertificate: {
        means: 'Det egna certifikatet eller nyckeln går inte att läsa, eller så är lösenordet fel.',
        todo: 'Kontrollera filerna. Med curl för Windows ska det vara en PFX-fil.',
      },
      untrusted: {
        means: 'Portalens certifikat är inte utfärdat av någon som datorn litar på.',
        todo: 'Ange rätt CA-fil med --cacert. Stäng aldrig av kontrollen med -k.',
      },
      authorities: { means: 'CA-filen går inte att läsa.', todo: 'Kontrollera sökvägen efter --cacert.' },
    },
    kvittens: {
      done: {
        means:
          'Allt är klart: filerna är mottagna, kan skickas (--test) eller är hämtade. status: inlämningen är på väg, framme eller återkallad. withdraw: den är återkallad.',
        todo: 'Inget.',
      },
      stopped: {
        means:
          'Minst en fil har fel som måste rättas, eller togs inte emot som den var. Den är inte inlämnad. status: någon måste göra något, eller inlämningen finns inte. withdraw: den går inte längre att återkalla.',
        todo: 'Läs felrapporten, rätta filen och skicka den rättade. status: gör det som raden säger.',
      },
      misuse: {
        means:
          'Kommandot gick inte att köra: ett val är fel, en fil går inte att läsa eller det egna certifikatet går inte att använda.',
        todo: 'Läs raden på stderr.',
      },
      refused: {
        means: 'Portalen släpper inte in oss: certifikatet, företaget eller e-tjänsten, eller så är servern inte portalen.',
        todo: 'Läs raden. Gör självtestet. Inget är inlämnat.',
      },
      unsent: { means: 'Portalen går inte att nå just nu. Inget är inlämnat.', todo: 'Kör samma kommando igen senare.' },
      unknown: {
        means: 'Anslutningen bröts så att vi inte vet om filen kom fram.',
        todo: `Kör samma kommando igen inom ${amount(LIMITS.sameFileDays, 'dygn', 'sv')}: samma fil tas bara emot en gång.`,
      },
      running: { means: 'En annan mappagent arbetar redan i mappen.', todo: 'Inget, eller stoppa den andra först.' },
    },
    again: { no: 'Behövs inte', mended: 'När felet är rättat', 'same-key': 'Ja, med samma nyckel' },
    arrived: { yes: 'Se HTTP-koden', no: 'Nej', maybe: 'Kanske' },
  },
  en: {
    http: {
      received: {
        means: 'The file has been received and stored. The answer is the receipt.',
        todo: 'Keep the answer. Follow the submission by its reference until Försäkringskassan has answered.',
      },
      answered: {
        means:
          'The question is answered. After a test run: the file can be sent. After a hand-in: the same file was handed in before (dubblett="ja"), and the answer is the first receipt.',
        todo: 'Nothing more. We have the file only once.',
      },
      part: {
        means: 'The answer is the part of the file that Range asked for. So curl -C - goes on with a broken fetch.',
        todo: 'Add it to what has been fetched already.',
      },
      invalid: {
        means:
          'The call cannot be understood, or the file is not as long as the call said, or not the same file. Nothing has been stored.',
        todo: 'Read the answer. Make sure that the file is completely written before it is sent, and send it again.',
      },
      notAllowed: {
        means: 'The certificate will not do, or the company is not admitted to the e-service. Nothing has been stored.',
        todo: 'Read the answer. Do the self-test and check that the right certificate is used.',
      },
      notFound: {
        means: 'The e-service, receipt or file does not exist, or belongs to another company.',
        todo: 'Check the address.',
      },
      method: { means: 'The address exists, but does not take that method.', todo: 'Compare with the commands above.' },
      conflict: {
        means: 'The submission can no longer be withdrawn: it is being sent right now, may have arrived, or is answered.',
        todo: 'Send a correction according to the record description instead.',
      },
      tusVersion: {
        means: 'An upload in parts (tus) lacks Tus-Resumable, or has another version. Nothing has been stored.',
        todo: 'Send Tus-Resumable with the version that Tus-Version in the answer says.',
      },
      tooLarge: { means: 'The file is too large. Nothing has been stored.', todo: 'Divide it into several files.' },
      unsupported: {
        means: 'The content type cannot be received, or the file is compressed on the way. Nothing has been stored.',
        todo: 'Send the file as it is.',
      },
      noSuchPart: {
        means: 'Range begins after the end of the file. So a fetch by curl -C - of a file that is whole already is answered.',
        todo: 'Nothing, if the whole file has been fetched. Otherwise fetch it from the beginning.',
      },
      expectation: {
        means: 'The call has an Expect that the portal does not know. Nothing has been stored.',
        todo: 'Leave the header Expect out, or write 100-continue.',
      },
      stopped: {
        means:
          'The file has faults that must be mended, and the answer is the report. Or the Idempotency-Key was used for another file. Nothing has been stored.',
        todo: 'Mend the faults and send the mended file with a new key.',
      },
      tooMany: { means: 'There have been too many calls.', todo: 'Wait as long as Retry-After says.' },
      fault: {
        means: 'Something went wrong on our side. The answer has an id to quote.',
        todo: 'Try again in a while with the same Idempotency-Key. Contact us if it stays.',
      },
      unavailable: {
        means: 'The portal is busy or partly down. Nothing has been stored.',
        todo: 'Wait as long as Retry-After says and send again with the same Idempotency-Key.',
      },
    },
    curl: {
      answer: { means: 'The answer has come.', todo: 'Read the HTTP code.' },
      refused: {
        means: 'The portal answered HTTP 400 or more. With --fail-with-body the reason is in the answer file.',
        todo: 'Read the HTTP code and the answer.',
      },
      noName: { means: 'The host in the address does not exist.', todo: 'Check the address and DNS. Try again.' },
      noContact: { means: 'Cannot connect.', todo: 'Check firewall and proxy. Try again.' },
      unreadable: { means: 'The file on your own computer cannot be read.', todo: 'Check path and permissions.' },
      timeout: { means: 'Time ran out.', todo: 'Send again with the same Idempotency-Key.' },
      handshake: {
        means: 'No TLS connection could be made. The certificate may have expired, been revoked or come from an unknown issuer.',
        todo: 'Check the certificate. Ask for TLS 1.2 at least.',
      },
      empty: { means: 'The connection broke without an answer.', todo: 'Send again with the same Idempotency-Key.' },
      sending: { means: 'The connection broke while the file was sent.', todo: 'Send again with the same Idempotency-Key.' },
      receiving: {
        means: 'The connection broke before the answer was here. It can also look so when the certificate is not accepted.',
        todo: 'Send again with the same Idempotency-Key. If it happens every time: check the certificate.',
      },
      ownCertificate: {
        means: 'Your own certificate or key cannot be read, or the password is wrong.',
        todo: 'Check the files. With curl for Windows it should be a PFX file.',
      },
      untrusted: {
        means: 'The portal’s certificate is not issued by anyone the computer trusts.',
        todo: 'Give the right CA file with --cacert. Never switch the check off with -k.',
      },
      authorities: { means: 'The CA file cannot be read.', todo: 'Check the path after --cacert.' },
    },
    kvittens: {
      done: {
        means:
          'All is done: the files are received, can be sent (--test) or are fetched. status: the submission is under way, has arrived or is withdrawn. withdraw: it is withdrawn.',
        todo: 'Nothing.',
      },
      stopped: {
        means:
          'At least one file has faults that must be mended, or was not received as it was. It is not handed in. status: somebody must act, or there is no such submission. withdraw: it can no longer be withdrawn.',
        todo: 'Read the report, mend the file and send the mended one. status: do what the line says.',
      },
      misuse: {
        means: 'The command could not be run: an option is wrong, a file cannot be read or your own certificate cannot be used.',
        todo: 'Read the line on stderr.',
      },
      refused: {
        means: 'The portal does not let us in: the certificate, the company or the e-service, or the server is not the portal.',
        todo: 'Read the line. Do the self-test. Nothing is handed in.',
      },
      unsent: {
        means: 'The portal cannot be reached right now. Nothing is handed in.',
        todo: 'Run the same command again later.',
      },
      unknown: {
        means: 'The connection broke so that we do not know whether the file arrived.',
        todo: `Run the same command again within ${amount(LIMITS.sameFileDays, 'dygn', 'en')}: the same file is only taken once.`,
      },
      running: { means: 'Another folder agent already works in the folder.', todo: 'Nothing, or stop the other one first.' },
    },
    again: { no: 'No need', mended: 'When the fault is mended', 'same-key': 'Yes, with the same key' },
    arrived: { yes: 'See the HTTP code', no: 'No', maybe: 'Perhaps' },
  },
} as const
