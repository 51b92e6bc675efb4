// What a refused request is told: what is wrong and what to do. A code's `other` stands for details without words of their own.

import type { RefusalCode } from '#lib/errors.ts'
import { LIMITS } from '#lib/limits.ts'
import { accountTexts } from './accounts.ts'
import type { Locale } from './locale.ts'
import type { Translated } from './messages.ts'
import { amount, digits, spelled, spelledAmount } from './spelling.ts'

type Sentences = Record<RefusalCode, { title: string; other: string } & Record<string, string>>

const sv = {
  not_signed_in: {
    title: 'Inte inloggad',
    other: 'Du är inte inloggad, eller så har inloggningen gått ut. Inget har sparats. Logga in och försök igen.',
  },
  not_allowed: {
    title: 'Inte tillåtet',
    other: 'Du får inte göra det här.',
    own_application:
      'Du är själv part i den här ansökan, eller agerar för arbetsgivaren. Inget har sparats. En kollega behöver ta den.',
    several_companies:
      'Personen agerar för fler företag än ert, eller arbetar med driften. Inget har sparats. Då är det den som driver portalen som kan ge eller återställa inloggningen.',
    own_login:
      'Du är inloggad med användarnamnet som du vill ändra. Inget har sparats. Logga in med e-legitimation och försök igen.',
    password_login:
      'Företaget släpper bara in den som har loggat in med e-legitimation. Logga ut och logga in med e-legitimation.',
    person_removed:
      'Ditt konto här har avslutats och kan inte öppnas igen av dig själv. Hör av dig till den som driver portalen. Inget har sparats.',
    service: 'Företaget är inte anslutet till den här e-tjänsten. Inget har sparats. Företagets administratör kan ansluta det.',
    in_test:
      'Företaget är i test för den här e-tjänsten: filer kontrolleras men skickas inte. Inget har sparats. Företagets administratör kan börja skicka, under E-tjänster i portalen. Kontrollera en fil med ?test=1.',
    support: 'Bara supporten får söka bland alla företags inlämningar.',
    organisation:
      'Organisationsnumret i certifikatet är inte anslutet till portalen. Kontrollera att du använder rätt certifikat, eller anslut företaget först.',
    certificate:
      'Certifikatet har inget organisationsnummer som går att läsa (attributet serialNumber). Använd företagets servercertifikat.',
    no_certificate:
      'Anropet kom utan certifikat. Ange företagets servercertifikat med nyckel, i curl med --cert, och försök igen.',
    foreign_ca:
      'Certifikatet kommer från en utfärdare som portalen inte godkänner. Använd företagets servercertifikat från en godkänd utfärdare.',
    expired: 'Certifikatet har slutat gälla. Beställ ett nytt, registrera det i portalen och byt i ert system.',
    not_yet_valid: 'Certifikatet har inte börjat gälla än. Vänta till dess första dag, eller använd det gamla så länge.',
    wrong_purpose:
      'Certifikatet får inte användas av den som anropar (clientAuth saknas i dess användningsområden). Beställ ett som får det.',
    weak_certificate: `Certifikatets nyckel eller signatur är för svag. Beställ ett nytt med RSA på minst ${LIMITS.leastRsaBits} bitar eller P-${LIMITS.leastEcBits}, signerat med SHA-256.`,
    key_usage:
      'Certifikatets nyckel får inte användas för att visa vem som anropar (digitalSignature saknas). Beställ ett som får det.',
    unknown_extension:
      'Certifikatet har ett kritiskt tillägg som portalen inte känner, och får då inte godtas. Be utfärdaren om ett utan det.',
    issuer: 'Utfärdarens eget certifikat har slutat gälla eller är för svagt. Be utfärdaren om ett nytt certifikat.',
    revoked: 'Certifikatet är spärrat av utfärdaren. Beställ ett nytt, registrera det i portalen och byt i ert system.',
    revocation_unknown:
      'Just nu går det inte att få veta om certifikatet är spärrat. Inget har sparats. Försök igen om en stund. Felet ligger inte hos er.',
    not_registered:
      'Certifikatet är giltigt men inte registrerat för företaget. En administratör registrerar det i portalen, under Certifikat.',
    removed: 'Certifikatet har tagits bort i portalen. Använd det som gäller nu, eller registrera det på nytt.',
    not_yet_in_use:
      'Certifikatet är registrerat men ska börja användas först senare. Administratören kan ändra tidpunkten i portalen.',
    mandate:
      'Organisationen i certifikatet har ingen fullmakt att agera för företaget i X-Arbetsgivare. Företagets administratör ger den i portalen, under Ombud.',
    mandate_ended:
      'Fullmakten att agera för företaget i X-Arbetsgivare gäller inte i dag. Företagets administratör kan ge en ny.',
    reader:
      'Din roll är läsare: du kan se filer och kvittenser, men inte lämna, ändra eller öppna något. Inget har sparats. Be företagets behörighetsadministratör om en annan roll.',
    administrator: 'Bara företagets administratörer kan ändra det här. Inget har sparats.',
    fresh_login: `Det här kräver att du nyss har visat vem du är, högst ${amount(LIMITS.freshLoginMinutes, 'minute', 'sv')} tidigare. Inget har sparats. Logga in igen, det du skrev finns kvar.`,
  },
  cross_site: {
    title: 'Fel avsändare',
    other: 'Anropet kom inte från portalens egna sidor. Inget har sparats. Öppna portalen och försök därifrån.',
  },
  not_found: {
    title: 'Finns inte',
    other: 'Det du frågar efter finns inte, eller så hör det till ett annat företag.',
    account: 'Ingen här har det personnumret eller användarnamnet. Inget har sparats.',
    person: 'Personen finns inte hos ert företag. Inget har sparats.',
    passkey: 'Passkeyn finns inte längre. Inget har ändrats.',
    login_link: `Länken går inte att använda. Den är använd, ersatt av en nyare, äldre än ${amount(LIMITS.loginLinkHours, 'hour', 'sv')} eller prövad för många gånger. Be om en ny.`,
    paper: 'Ingen ansökan som väntar på underskrift har den referensen och kontrollkoden. Läs av blanketten en gång till.',
    employer: 'Du agerar inte för det företaget. Inget har sparats. Byt företag och försök igen.',
    application: 'Ansökan finns inte, eller så är den inte riktad till dig.',
    service: 'E-tjänsten finns inte. Inget har sparats. Välj en e-tjänst i listan.',
    session: 'Inloggningen finns inte. Den kan ha avslutats redan.',
    submission: 'Inlämningen finns inte, eller så hör den till ett annat företag.',
    replaces: 'Inlämningen som filen ska ersätta finns inte, eller så hör den till ett annat företag. Inget har sparats.',
    delivery: 'Filen finns inte, eller så hör den till ett annat företag.',
    purged: 'Filen är borttagen. Innehållet finns inte kvar hos oss. Be Försäkringskassan skicka den igen om du behöver den.',
    upload: `Uppladdningen finns inte, eller så är den äldre än ${amount(LIMITS.uploadHours, 'hour', 'sv')}. Börja om från början.`,
    certificate: 'Certifikatet finns inte, eller så hör det till ett annat företag.',
    invitation: 'Inbjudan finns inte längre, eller så hör den till ett annat företag. Be den som bjöd in dig om en ny.',
    member: 'Personen finns inte bland företagets personer.',
    mandate: 'Fullmakten finns inte, eller så hör den till ett annat företag.',
    assignment:
      'En person eller ett företag som du valde är inte längre ert, eller får inte agera. Inget har ändrats. Läs in sidan på nytt och välj igen.',
    conversion: 'Omvandlingen finns inte längre, eller så hör den till ett annat företag.',
    webhook: 'Webhooken finns inte längre, eller så hör den till ett annat företag.',
    webhook_call:
      'Anropet går inte att skicka igen: det görs just nu, webhooken är borttagen, eller så hör det till ett annat företag.',
    report: `Rapporten finns inte längre. Den sparas i ${amount(LIMITS.refusedReportHours, 'hour', 'sv')}. Lämna filen en gång till om du vill se den igen.`,
  },
  method: {
    title: 'Fel metod',
    other: 'Adressen finns, men tar inte emot den metoden.',
    slash: 'Filens namn saknas i adressen. Avsluta adressen med snedstreck, så lägger curl -T till det. Inget har sparats.',
  },
  invalid: {
    title: 'Går inte att ta emot',
    other: 'Begäran går inte att förstå. Inget har sparats.',
    origin: 'Uppgiften om vad filen var från början går inte att läsa. Inget har sparats. Ladda om sidan och välj filen igen.',
    paper_signers: 'Markera vilkas underskrifter blanketten bär. Inget har sparats.',
    decision_reason: 'Skriv varför. Det visas för parterna i portalen, inte i något brev eller mejl. Inget har sparats.',
    decision_reason_long: `Det får vara högst ${LIMITS.decisionReasonCharacters} tecken. Inget har sparats.`,
    application_field: 'Formuläret gick inte att läsa. Inget har sparats. Ladda om sidan och försök igen.',
    ...accountTexts.sv.passwordFault,
    username: `Användarnamnet behöver ${LIMITS.leastUsernameCharacters} till ${LIMITS.usernameCharacters} tecken, utan mellanslag. Inget har sparats. Välj ett annat.`,
    password_again: 'Lösenorden är inte lika. Inget har sparats. Skriv samma på båda ställena.',
    totp: 'Engångskoden stämmer inte. Inget har sparats. Skriv den kod som kodappen visar nu.',
    link_code: `Koden stämmer inte. Inget har sparats. Det är de ${spelled(LIMITS.loginLinkDigits, 'sv')} siffror som du har fått av den som gav dig inloggningen.`,
    code_app: 'Sidan hade stått öppen för länge. Inget har sparats. Läs in den nya bilden i kodappen.',
    passkey: 'Det gick inte att lägga till din passkey. Inget har sparats. Försök igen.',
    signing_cancelled:
      'Ingen underskrift gjordes: du avbröt, eller legitimerade dig som någon annan än den du är inloggad som. Inget har ändrats. Du kan skriva under när du vill.',
    signing_answer:
      'Svaret från tjänsten för e-legitimation gick inte att lita på, så underskriften är inte sparad. Skriv under en gång till. Händer det igen, hör av dig till den som driver portalen.',
    signing_missing:
      'Tjänsten för e-legitimation svarade utan din underskrift, så inget är sparat. Skriv under en gång till. Händer det igen, hör av dig till den som driver portalen.',
    signing_digest:
      'Underskriften gällde något annat än det du såg här, så den är inte sparad. Skriv under en gång till. Händer det igen, hör av dig till den som driver portalen.',
    signing_level:
      'Du skrev under med en e-legitimation som inte har den tillitsnivå som krävs (nivå 3), så underskriften är inte sparad. Skriv under med en annan, till exempel BankID eller Freja+.',
    signing_old: `Tjänsten för e-legitimation svarade med en underskrift som inte gjordes nyss (inom ${amount(LIMITS.signatureMinutes, 'minute', 'sv')}), så den är inte sparad. Skriv under en gång till.`,
    signing_other_person:
      'Du skrev under som någon annan än den du är inloggad som, så underskriften är inte sparad. Skriv under med din egen e-legitimation, eller logga in som den andra personen.',
    file_name:
      'Filnamnet saknas eller har tecken som inte får finnas där (snedstreck, styrtecken eller tecken som vänder läsriktningen). Inget har sparats. Byt namn på filen och försök igen.',
    check_only: 'Den här e-tjänsten kontrollerar bara filen. Lämna in den hos mottagaren.',
    replaces_service: 'Inlämningen som filen ska ersätta gäller en annan e-tjänst. Inget har sparats.',
    settlement: 'Välj vad Försäkringskassan sade. Inget har sparats.',
    told_at: 'Skriv dag och klockslag för beskedet som ÅÅÅÅ-MM-DD och TT.MM. Inget har sparats.',
    told_how: 'Välj om beskedet kom per telefon eller skriftligt. Inget har sparats.',
    told_later: 'Tiden för beskedet ligger i framtiden. Inget har sparats. Skriv när du fick beskedet.',
    told_before: 'Tiden för beskedet ligger före inlämningen. Inget har sparats. Skriv när du fick beskedet.',
    told_before_sent:
      'Filen har skickats igen efter den tiden, så beskedet gäller inte den sändningen. Inget har sparats. Fråga Försäkringskassan igen.',
    kvittens_id: `KvittensID får ha högst ${LIMITS.kvittensIdCharacters} tecken, utan mellanslag, och anges bara när Försäkringskassan har filen. Inget har sparats.`,
    length: 'Filen är inte lika lång som anropet uppgav. Den kan ha blivit avbruten på vägen. Inget har sparats. Försök igen.',
    digest:
      'Filen är inte densamma som den som kontrollerades: SHA-256 stämmer inte. Inget har sparats. Välj filen igen och försök på nytt.',
    tus: 'Anropet följer inte tus 1.0. Se https://tus.io/protocols/resumable-upload.',
    sha256: 'Kontrollsumman ska vara SHA-256 med 64 hexadecimala tecken. Inget har sparats.',
    too_slow: 'Överföringen stod stilla för länge och avbröts. Inget har sparats. Kontrollera uppkopplingen och försök igen.',
    no_file: 'Ingen fil följde med. Välj en fil på datorn och försök igen.',
    two_files: 'Lämna en fil i taget. Inget har sparats.',
    form: 'Formuläret kom inte fram helt. Inget har sparats. Öppna sidan på nytt, eller gör om anropet, och försök igen.',
    boundary: 'Content-Type ska ha exakt en boundary som går att läsa. Inget har sparats. Ändra Content-Type.',
    part_headers:
      'En del av formuläret har rader före sitt innehåll som är för många, för långa eller inte går att läsa. Inget har sparats. Skicka bara Content-Disposition och Content-Type där.',
    disposition:
      'En del av formuläret har en Content-Disposition som inte går att läsa. Inget har sparats. Den ska stå en gång, börja med form-data och ha name en gång och filename högst en gång.',
    transfer_encoding:
      'Filen får inte kodas om på vägen (Content-Transfer-Encoding). Inget har sparats. Ta bort det huvudet, eller skriv binary, och skicka filen som den är.',
    file_name_extended: 'Filnamnet i filename* går inte att läsa. Inget har sparats. Ta bort filename* och använd bara filename.',
    repeated_field: 'Ett av formulärets fält kom två gånger. Inget har sparats. Skicka varje fält en gång.',
    field_file: 'Filen ligger i ett fält med fel namn. Inget har sparats. Fältet ska heta file, i curl: -F file=@fil.xml.',
    field_fil: 'Filen ligger i ett fält med fel namn. Inget har sparats. Fältet ska heta fil i portalens formulär.',
    content_range:
      'Anropet säger att det bara är en del av filen (Content-Range). Inget har sparats. Skicka hela filen i ett anrop, eller skicka den i delar med tus till uppladdningar.',
    key: `Idempotency-Key ska vara 1 till ${LIMITS.idempotencyKeyCharacters} synliga tecken. Inget har sparats.`,
    key_person:
      'Idempotency-Key får inte innehålla ett personnummer, för den sparas som den är. Använd till exempel ett UUID. Inget har sparats.',
    employer: 'Organisationsnumret går inte att läsa. Skriv tio siffror. Inget har sparats.',
    query: 'Skriv ett kvittensID eller ett referensnummer.',
    list: 'Skriv lista=nya, lista=okvitterade eller lista=alla.',
    cursor: 'Sidan i listan finns inte. Börja om från de senaste.',
    target: 'Adressen går inte att läsa.',
    host: 'Anropet ska ha exakt en Host.',
    test: 'Skriv test=1 för att bara kontrollera filen. Inget har sparats.',
    count: `antal ska vara 1 till ${LIMITS.listedSubmissions}.`,
    status: 'Läget finns inte. De som finns står i openapi.json.',
    kvittera: 'Skriv kvittera=1 för att kvittera filen.',
    act: 'Skriv aterkalla=1 för att återkalla inlämningen.',
    digest_algorithm: 'Kontrollsumman ska vara SHA-256 (sha-256=:base64:). Inget har sparats.',
    json: 'Frågan är inte JSON som går att läsa.',
    key_sent:
      'Den privata nyckeln följde med. Den har inte sparats, men den har lämnat er dator: spärra certifikatet och beställ ett nytt. Registrera bara själva certifikatet.',
    no_certificate_found:
      'Det finns inget certifikat i det du lämnade. Inget har sparats. Klistra in texten från BEGIN CERTIFICATE till END CERTIFICATE.',
    authority: 'Det här är en utfärdares certifikat. Inget har sparats. Välj företagets eget servercertifikat.',
    expired: 'Certifikatet har slutat gälla. Inget har sparats. Välj det nya.',
    no_number: 'Certifikatet har inget organisationsnummer som går att läsa (attributet serialNumber). Inget har sparats.',
    other_organisation: 'Certifikatet är utfärdat till ett annat organisationsnummer än företagets. Inget har sparats.',
    foreign_ca: 'Utfärdaren är inte en av dem som portalen godkänner. Inget har sparats.',
    weak_key: `Certifikatets nyckel är för svag: minst RSA ${LIMITS.leastRsaBits} eller P-${LIMITS.leastEcBits} krävs. Inget har sparats.`,
    weak_signature: 'Certifikatet är signerat med SHA-1 eller äldre, som går att förfalska. Inget har sparats.',
    issuer: 'Utfärdarens eget certifikat har slutat gälla eller är för svagt. Inget har sparats. Be utfärdaren om ett nytt.',
    key_kind: `Certifikatets nyckel är av ett slag som inte går att använda här: RSA med minst ${LIMITS.leastRsaBits} bitar eller P-${LIMITS.leastEcBits} eller större krävs. Inget har sparats.`,
    unknown_extension:
      'Certifikatet har ett kritiskt tillägg som är okänt här, och får då inte godtas. Inget har sparats. Be utfärdaren om ett utan det.',
    key_usage:
      'Certifikatets nyckel får inte användas för att visa vem som anropar (digitalSignature saknas). Inget har sparats.',
    revoked: 'Certifikatet är spärrat av utfärdaren. Inget har sparats. Beställ ett nytt.',
    wrong_purpose: 'Certifikatet får inte användas av den som anropar (clientAuth saknas). Inget har sparats.',
    test_issuer: 'Certifikatet kommer från en utfärdare för tester. Inget har sparats. Välj ett för skarp drift.',
    valid_from: 'Tidpunkten går inte att läsa, eller ligger efter certifikatets slut. Inget har sparats.',
    agent: 'Ombudets organisationsnummer går inte att läsa. Skriv tio siffror. Inget har sparats.',
    end_number: 'Skriv företagets organisationsnummer, tio siffror. Inget har avslutats.',
    assign_nobody: 'Välj minst en medarbetare. Inget har ändrats.',
    assign_nowhere: 'Välj minst en kund. Inget har ändrats.',
    assign_many: `Du kan ge högst ${spelled(LIMITS.assignmentsAtOnce, 'sv')} rättigheter på en gång. Välj färre och spara i omgångar. Inget har ändrats.`,
    assign_none: 'Välj minst en rad att avsluta. Inget har ändrats.',
    agent_self: 'Ett företag behöver ingen fullmakt för sig självt. Inget har sparats.',
    period: 'Den sista dagen ligger före den första, eller går inte att läsa. Inget har sparats.',
    keep_days:
      'Det är inget antal dagar som går att välja. Skriv ett heltal, högst så många som står vid fältet. Inget har sparats.',
    role: 'Välj en roll. Inget har sparats.',
    year: 'Året går inte att läsa. Välj i listan på sidan Hur länge filer sparas.',
    end_missing: 'Ett ombud behöver ett slutdatum. Inget har sparats.',
    end_date: `Slutdatumet måste vara i dag eller senare, och högst ${spelledAmount(LIMITS.ombudYears, 'year', 'sv')} fram. Inget har sparats.`,
    person_name: `Skriv personens namn, högst ${LIMITS.nameCharacters} tecken. Inget har sparats.`,
    company_name: `Skriv företagets namn som det är registrerat, högst ${LIMITS.nameCharacters} tecken. Inget har sparats.`,
    invited_number: 'Personnumret stämmer inte. Skriv tolv siffror, eller lämna fältet tomt. Inget har sparats.',
    address: 'Adressen går inte att läsa. Skriv den som namn@exempel.se, utan mellanslag. Inget har sparats.',
    address_lines: 'Adressen innehåller en radbrytning eller ett styrtecken. Inget har sparats. Skriv en adress i varje fält.',
    leave_sure: 'Kryssa i att du vill lämna företaget. Inget har ändrats.',
    erase_word: 'Skriv ordet som står vid fältet, så att inget raderas av misstag. Inget har ändrats.',
    mail_code: `Koden stämmer inte. Adressen är inte bekräftad. Skriv siffrorna ur det senaste brevet. Efter ${spelled(LIMITS.mailCodeTries, 'sv')} fel koder behöver du be om en ny.`,
    address_twice: 'Adressen står redan i ett annat fält. Inget har sparats. Ta bort den ena.',
    addresses: `Fler än ${spelled(LIMITS.noticeAddresses, 'sv')} adresser går inte att ha. Inget har sparats. Ta bort någon.`,
    layout:
      'Svaren om kolumnerna gick inte att spara: tabellen har för många kolumner, eller en rubrik som är för lång eller innehåller ett personnummer. Filen går ändå att skicka.',
    conversion_unseen:
      'Kryssa för att du har sett hur en fil blir. Inget har ändrats. Välj en fil under Lämna fil om du inte har gjort det.',
    webhook_url: 'Adressen går inte att läsa, eller är för lång. Inget har sparats. Skriv hela adressen, från https://.',
    webhook_https: 'Adressen ska börja med https://, så att ingen kan läsa anropen på vägen. Inget har sparats.',
    webhook_login: 'Adressen får inte ha användarnamn eller lösenord före @. Inget har sparats. Skriv den utan dem.',
    webhook_fragment: 'Adressen får inte ha något efter #, för det skickas aldrig. Inget har sparats. Skriv den utan.',
    webhook_private:
      'Adressen leder till den egna datorn eller till ett eget nät, och dit kan portalen inte anropa. Inget har sparats. Skriv en adress som nås från internet.',
    webhook_types: 'Välj minst en händelse att anropa om. Inget har sparats.',
  },
  expectation: {
    title: 'Okänd förväntan',
    other:
      'Anropet har en Expect som portalen inte känner till. Inget har sparats. Ta bort det huvudet, eller skriv 100-continue.',
  },
  unsupported: {
    title: 'Fel typ',
    other: 'Innehållstypen går inte att ta emot. Inget har sparats.',
    paper: 'Blanketten ska vara en PDF. Inget har sparats.',
    basis: 'Underlaget är ingen PDF. Inget har sparats. Spara det som PDF och ladda upp det igen.',
    encoding: 'Filen får inte vara komprimerad på vägen (Content-Encoding). Inget har sparats. Skicka den som den är.',
  },
  conflict: {
    title: 'Går inte längre',
    other: 'Läget har ändrats. Ladda om sidan och se vad som gäller nu.',
    application_decided: 'Ansökan väntar inte på beslut längre. Inget har sparats. Sidan visar vad som gäller.',
    application_moved: 'Ansökan har ändrats sedan du öppnade den. Inget har sparats. Läs den på nytt innan du beslutar.',
    signature_unverified:
      'Någon av underskrifterna går inte att verifiera. Inget har sparats. Sidan visar vilken och varför. Be om en ny underskrift.',
    application_unsigned: 'Alla som måste har inte skrivit under det som ansökan säger nu. Inget har sparats.',
    number_joined:
      'En arbetsgivare med det numret har anslutits under tiden. Inget har sparats. Avslå ansökan, eller be om en ansökan om byte av behörighetsadministratör.',
    number_not_joined:
      'Ingen arbetsgivare med det numret är ansluten. Inget har sparats. Avslå ansökan, eller be om en ansökan om anslutning.',
    same_operator: 'Du har redan gjort den delen. Någon annan som driver portalen behöver göra den andra. Inget har sparats.',
    paper_signers: 'Någon av de markerade har redan svarat, eller hör inte till ansökan. Inget har sparats. Läs sidan på nytt.',
    paper_number_held: 'Det finns redan en annan ansökan med underskrift för det numret. Inget har sparats.',
    paper_blocked:
      'Företaget har spärrat blankett på papper. Inget har sparats. Avslå ansökan eller be parterna skriva under med e-legitimation.',
    no_mail:
      'Personen har ingen bekräftad e-postadress. Inget har sparats. Be personen att logga in med e-legitimation och bekräfta en adress under Konto.',
    no_login: 'Det finns ingen inloggning utan e-legitimation att ändra. Inget har sparats.',
    passkey_known: 'Den här passkeyn finns redan. Inget har sparats.',
    username: 'Användarnamnet är upptaget. Inget har sparats. Välj ett annat.',
    not_in_test: 'E-tjänsten är inte i test. Någon annan hos er kan ha hunnit före. Sidan visar vad som gäller.',
    application_state:
      'Ansökan går inte att ändra eller skriva under just nu. Inget har sparats. Sidan visar var den är och vad som händer härnäst.',
    application_answered: 'Du har redan svarat på den här ansökan. Inget mer behövs av dig.',
    application_changed:
      'Ansökan har ändrats sedan du öppnade den, så underskriften gäller inte. Inget har sparats. Läs den på nytt och skriv under den.',
    application_open:
      'Det finns redan en ansökan med underskrift för det numret. Inget har sparats. Fråga dem som får teckna firman, eller kontakta oss.',
    already_joined:
      'Arbetsgivaren är redan ansluten. Inget har sparats. Be er behörighetsadministratör lägga upp dig, eller ansök om byte av behörighetsadministratör.',
    application_incomplete: 'Det saknas något i ansökan. Inget har skickats. Sidan visar vad.',
    erase_staff:
      'Ett konto med supportbehörighet eller driftbehörighet avslutas inte här. Inget har ändrats. Fråga den som driver portalen.',
    erase_last_administrator:
      'Du är den sista behörighetsadministratören för ett företag. Inget har ändrats. Bjud in en till, som först säger ja, eller avsluta företagets anslutning.',
    erase_application:
      'En ansökan som du har gjort eller skrivit under väntar. Inget har ändrats. Återta den, tacka nej eller vänta tills den är avgjord.',
    mail_code: `Det finns ingen kod att skriva in: den är äldre än ${amount(LIMITS.mailCodeMinutes, 'minute', 'sv')}, eller så har fel kod skrivits för många gånger. Adressen är inte bekräftad. Be om en ny kod.`,
    member_already: 'Personen finns redan bland företagets personer. Ändra rollen där i stället. Inget har sparats.',
    invited_already: 'Adressen har redan en inbjudan. Skicka den igen eller ta tillbaka den först. Inget har sparats.',
    invitation_eleg: 'Logga in med e-legitimation för att ta emot inbjudan. Inget har sparats.',
    invitation_other: 'Inbjudan är till en annan person. Inget har sparats. Be den som bjöd in dig att skicka en ny.',
    invitation_gone: 'Inbjudan finns inte. Öppna länken i det senaste mejlet, eller be den som bjöd in dig om en ny.',
    invitation_used: 'Inbjudan är redan använd. Be den som bjöd in dig om en ny.',
    invitation_ended: 'Inbjudan är återtagen. Be den som bjöd in dig om en ny.',
    invitation_late: `Inbjudan gäller inte längre, bara i ${amount(LIMITS.invitationDays, 'day', 'sv')}. Be den som bjöd in dig om en ny.`,
    administrator_already: 'Du är redan behörighetsadministratör för företaget. Inget har ändrats.',
    administrator_accepts:
      'Den som ska bli behörighetsadministratör måste först säga ja. Bjud in personen som behörighetsadministratör. Inget har ändrats.',
    last_administrator:
      'Företaget måste ha en behörighetsadministratör. Bjud in en ny, som först säger ja. Sedan går det att ändra eller ta bort den här. Inget har ändrats.',
    signing_spent: `Underskriften gick inte att ta emot: den är redan mottagen, du började en ny i en annan flik, eller det tog mer än ${amount(LIMITS.signingMinutes, 'minute', 'sv')}. Se efter i ansökan om du har skrivit under, och börja annars om.`,
    already_sent: 'Inlämningen går inte att återkalla: Försäkringskassan har redan svarat på den. Sidan visar vad de svarade.',
    sending_won: 'Sändningen hann före: filen skickas just nu och går inte att återkalla. Sidan visar strax hur det gick.',
    may_have_arrived: 'Inlämningen går inte att återkalla: filen kan redan ha kommit fram till Försäkringskassan.',
    sending_stopped:
      'Inlämningen går inte att återkalla nu: sändningen är stoppad, och filen kan ha kommit fram innan dess. Den som driver portalen jämför först med vad Försäkringskassan har. Sidan visar vad som gäller.',
    may_double:
      'Filen kan redan ha kommit fram, så den får inte skickas igen härifrån. Ring Försäkringskassan och fråga om den har kommit in.',
    certificate_registered: 'Certifikatet är redan registrerat.',
    webhook_exists: 'Företaget har redan en webhook med den adressen. Inget har sparats. Ändra den, eller skriv en annan adress.',
    conversion_off:
      'Filen är en tabell, och företaget har ingen omvandling på för den här e-tjänsten. Inget har sparats. Slå på en under Företaget, Omvandlingar, eller lämna in en XML-fil. På sidan Lämna fil kan du välja tabellen som den är.',
    conversions_full: `Ett företag kan ha ${digits(LIMITS.conversionVersions, 'sv')} versioner av en omvandling. Svaren om kolumnerna är inte sparade. Filen går ändå att skicka.`,
    webhooks_full: `Ett företag kan ha ${spelled(LIMITS.webhooks, 'sv')} webhookar. Inget har sparats. Ta bort en först.`,
    webhook_secret_changing:
      'Hemligheten är redan bytt, och den förra gäller än. Inget har sparats. Avsluta den förra först, eller vänta tills den inte gäller.',
    other_employer:
      'Du har bytt företag sedan du öppnade sidan. Inget har sparats. Sidan gäller nu det företag som du har bytt till.',
    content_purged: 'Filens innehåll är gallrat hos oss, så den går inte att skicka igen. Lämna in den på nytt.',
    not_held: 'Inlämningen väntar inte på dig, så det finns inget att skicka igen.',
    not_replaceable:
      'Inlämningen kan inte ersättas nu: filen är på väg, eller så är det oklart om den har kommit fram. Inget har sparats. Se på dess sida vad som gäller.',
    replaced_already: 'Inlämningen har redan ersatts av en annan fil. Inget har sparats. Dess sida visar av vilken.',
    replaces_back:
      'Samma fil har lämnats in förut, och den har redan ersatts av inlämningen som du vill ersätta. Inget har sparats. Dess sida visar vad som gäller.',
    replaces_itself: 'Det är samma fil som den som ska ersättas. Inget har sparats. Välj den rättade filen.',
    not_refused:
      'Försäkringskassan har varken sagt nej till inlämningen eller sagt emot det som skrevs in, så det finns inget att markera som hanterat.',
    not_unknown: 'Läget är redan säkert, så det finns inget att skriva in. Inget har sparats. Sidan visar vad som gäller.',
    being_sent:
      'Filen skickas just nu. Inget har sparats. Vänta en stund, läs vad sidan säger då och skriv in beskedet om det fortfarande behövs.',
    kvittens_id_taken:
      'En annan fil har redan det kvittensID:t. Inget har sparats. Kontrollera det tecken för tecken, och ring Försäkringskassan igen om det stämmer.',
    replaced: 'Filen har redan lämnats in på nytt i stället. Den här inlämningen är avslutad och skickas inte.',
    not_fetched: 'Filen är inte hämtad än. Hämta hela filen först och kvittera sedan.',
    offset: 'Uppladdningen har kommit till ett annat ställe i filen. Fråga hur långt den har kommit och fortsätt där.',
    upload: 'Uppladdningen är avslutad eller fortsätter någon annanstans. Fråga hur långt den har kommit.',
    upload_taken: 'Uppladdningen fortsätter i en annan anslutning. Fråga hur långt den har kommit.',
    upload_unfinished: 'Uppladdningen är inte klar. Filen är inte inlämnad än.',
    unseen:
      'Filen innehåller sådant som har lämnats förut. Den är inte inlämnad. Läs anmärkningarna och skicka ändå om det är meningen.',
  },
  too_large: {
    title: 'För stor',
    other: 'Filen är större än e-tjänsten tar emot. Inget har sparats. Dela upp den i flera filer.',
    table: `En tabell får vara högst ${digits(LIMITS.tableMegabytes, 'sv')} MB. Inget har sparats. Dela upp den i flera filer, eller lämna in en XML-fil.`,
    conversion:
      'Tabellen tog för lång tid eller för mycket minne att läsa. Inget har sparats. Dela upp den i flera filer, ta bort tomma kolumner och blad, eller lämna in en XML-fil.',
    paper: `Den inskannade blanketten får vara högst ${LIMITS.applicationFileMegabytes} MB. Inget har sparats.`,
    basis: `Underlaget är för stort. Inget har sparats. Det får vara högst ${LIMITS.applicationFileMegabytes} MB.`,
    form: 'Formuläret innehåller mer text än vad som går att ta emot. Inget har sparats. Korta ned det och försök igen.',
    archive: 'Året har fler kvittenser än vad som får plats i ett arkiv. Be den som driver portalen om hjälp.',
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
    invitations: `Fler än ${LIMITS.invitationsADay} inbjudningar per dag tas inte emot. Försök igen i morgon.`,
    basis: 'Ansökan har redan så många underlag som den kan ha. Inget har sparats. Ta bort ett först.',
    login: `Det har skickats många länkar till personen det senaste dygnet, eller så har du redan ${LIMITS.passkeys} passkeys. Inget har sparats.`,
    addresses: `Fler än ${LIMITS.newNoticeAddressesADay} nya adresser på ett dygn tas inte emot: var och en får ett mejl. Försök igen i morgon.`,
    mail_codes: `Högst ${spelled(LIMITS.mailCodesADay, 'sv')} koder om dagen skickas till en person eller en adress. Ingen kod är skickad. Sök i skräpposten efter dem som redan kommit, eller försök igen i morgon.`,
    numbers: 'Just nu behandlas många personnummer. Inget har sparats. Vänta en stund och försök igen.',
    uploads: 'Företaget har för många uppladdningar som inte är klara. Slutför eller avbryt någon av dem först.',
    drafts: `Du kan ha ${spelled(LIMITS.applicationDrafts, 'sv')} ansökningar som inte är klara. Inget har sparats. Skriv klart en av dem, eller återta den.`,
    application_asks: `Ansökan kan skickas för underskrift högst ${spelled(LIMITS.applicationAsks, 'sv')} gånger. Inget har skickats. Återta den och börja om.`,
  },
  unavailable: {
    title: 'Går inte just nu',
    other: 'Det går inte just nu. Inget har sparats. Försök igen om en stund.',
    converter: 'Tabeller går inte att göra om just nu. Inget har sparats. Försök igen om en stund, eller lämna in en XML-fil.',
    conversion_busy:
      'Företaget lämnar redan in flera tabeller just nu, eller så gör många andra det. Inget har sparats. Försök igen om en liten stund, med en tabell i taget.',
    broker: 'Vi når inte tjänsten för e-legitimation just nu. Inget har sparats. Vänta några minuter och försök sedan igen.',
    content: 'Filen går inte att öppna just nu. Försök igen om en stund, och uppge felkoden om det händer igen.',
    storage_damaged:
      'Lagret för filerna är skadat, så just nu tas inget emot och inget skickas. Inget har sparats. Den som driver portalen behöver se över det. Försök igen senare.',
    storage: 'Filen går inte att spara just nu. Inget har sparats. Försök igen om en stund.',
    payload_key:
      'Portalen saknar nyckeln som filer krypteras med, så just nu tas inget emot. Inget har sparats. Den som driver portalen behöver se över det. Försök igen senare.',
    database:
      'Portalen har en driftstörning. Försök igen om en stund. Fick du inget referensnummer för en fil: skicka samma fil igen, den tas emot en gång.',
    change_unknown: 'Vi vet inte om det sparades. Ladda om sidan, eller fråga på nytt, och gör om det om det inte står där.',
    commit_unknown: 'Vi vet inte om filen togs emot. Skicka samma fil igen, den tas emot en gång.',
    busy: 'Just nu lämnas många filer in. Inget har sparats. Försök igen om en stund.',
    keeper: 'Det går inte att logga in eller att behandla personnummer just nu. Inget har sparats. Försök igen om en stund.',
    keeper_lost: 'Anslutningen bröts, så vi vet inte om det blev gjort. Försök igen om en stund.',
    crowded: 'Just nu loggar många in. Försök igen om en stund.',
    upload_held: 'Uppladdningen används av en annan anslutning. Försök igen om en stund.',
    stopping: 'Portalen startar om. Inget har sparats. Försök igen om en stund.',
    fault:
      'Något gick fel hos oss. Försök igen, och uppge felkoden om det händer igen. Fick du inget referensnummer för en fil: skicka samma fil igen, den tas emot en gång.',
  },
} as const satisfies Sentences

const en: Translated<typeof sv> = {
  not_signed_in: {
    title: 'Not logged in',
    other: 'You are not logged in, or your login has ended. Nothing was stored. Log in and try again.',
  },
  not_allowed: {
    title: 'Not allowed',
    other: 'You may not do this.',
    own_application:
      'You have a part in this application yourself, or act for the employer. Nothing was stored. Another operator must take it.',
    several_companies:
      'The person acts for more companies than yours, or works with operations. Nothing has been saved. Whoever runs the portal can give or reset the login.',
    own_login:
      'You are logged in with the user name that you wish to change. Nothing has been saved. Log in with e-identification and try again.',
    password_login:
      'The company lets in only those who have logged in with e-identification. Log out and log in with e-identification.',
    person_removed:
      'Your account here has been closed, and you cannot open it again yourself. Contact whoever runs the portal. Nothing was stored.',
    service: 'The company is not connected to this e-service. Nothing was stored. The company’s administrator can connect it.',
    in_test:
      'The company is in test for this e-service: files are checked but not sent. Nothing was stored. The company’s administrator can begin to send, under E-services in the portal. Check a file with ?test=1.',
    support: 'Only support may search the submissions of all companies.',
    organisation:
      'The organisation number in the certificate is not connected to the portal. Check that you use the right certificate, or connect the company first.',
    certificate:
      'The certificate has no organisation number that can be read (the attribute serialNumber). Use the company’s server certificate.',
    no_certificate:
      'The call came without a certificate. Give the company’s server certificate with its key, in curl by --cert, and try again.',
    foreign_ca:
      'The certificate is from an issuer that the portal does not accept. Use the company’s server certificate from an accepted issuer.',
    expired: 'The certificate has ended. Order a new one, register it in the portal and change it in your system.',
    not_yet_valid: 'The certificate is not valid yet. Wait until its first day, or use the old one meanwhile.',
    wrong_purpose: 'The certificate may not be used by who calls (clientAuth is missing among its uses). Order one that may.',
    weak_certificate: `The certificate’s key or signature is too weak. Order a new one with RSA of at least ${LIMITS.leastRsaBits} bits or P-${LIMITS.leastEcBits}, signed with SHA-256.`,
    key_usage: 'The certificate’s key may not be used to show who calls (digitalSignature is missing). Order one that may.',
    unknown_extension:
      'The certificate has a critical extension that the portal does not know, so it must not be accepted. Ask the issuer for one without it.',
    issuer: 'The issuer’s own certificate has ended or is too weak. Ask the issuer for a new certificate.',
    revoked: 'The certificate is revoked by its issuer. Order a new one, register it in the portal and change it in your system.',
    revocation_unknown:
      'Right now nobody can say whether the certificate is revoked. Nothing was stored. Try again in a while. The fault is not at your end.',
    not_registered:
      'The certificate is valid but not registered for the company. An administrator registers it in the portal, under Certificates.',
    removed: 'The certificate was removed in the portal. Use the one in force, or register it anew.',
    not_yet_in_use:
      'The certificate is registered but is to be used only later. The administrator can change the time in the portal.',
    mandate:
      'The organisation in the certificate has no mandate to act for the company in X-Arbetsgivare. The company’s administrator gives it in the portal, under Agents.',
    mandate_ended:
      'The mandate to act for the company in X-Arbetsgivare does not hold today. The company’s administrator can give a new one.',
    reader:
      'Your role is reader: you can see files and receipts, but not hand in, change or open anything. Nothing was stored. Ask the company’s administrator for another role.',
    administrator: 'Only the company’s administrators can change this. Nothing was stored.',
    fresh_login: `This asks that you have shown who you are within the last ${amount(LIMITS.freshLoginMinutes, 'minute', 'en')}. Nothing was stored. Log in again, what you wrote is still there.`,
  },
  cross_site: {
    title: 'Wrong sender',
    other: 'The request did not come from the portal’s own pages. Nothing was stored. Open the portal and try from there.',
  },
  not_found: {
    title: 'Not found',
    other: 'What you ask for does not exist, or belongs to another company.',
    account: 'Nobody here has that personal number or user name. Nothing has been saved.',
    person: 'Your company has no such person. Nothing has been saved.',
    passkey: 'The passkey is gone. Nothing has been changed.',
    login_link: `The link cannot be used. It has been used, replaced by a newer one, is older than ${amount(LIMITS.loginLinkHours, 'hour', 'en')} or has been tried too often. Ask for a new one.`,
    paper: 'No application that waits for signatures has that reference and check code. Read the form once more.',
    employer: 'You do not act for that company. Nothing was stored. Change company and try again.',
    application: 'The application does not exist, or is not addressed to you.',
    service: 'There is no such e-service. Nothing was stored. Choose an e-service from the list.',
    session: 'There is no such login. It may have ended already.',
    submission: 'The submission does not exist, or belongs to another company.',
    replaces: 'The submission that the file is to replace does not exist, or belongs to another company. Nothing was stored.',
    delivery: 'The file does not exist, or belongs to another company.',
    purged: 'The file has been purged. We no longer have its content. Ask Försäkringskassan to send it again if you need it.',
    upload: `The upload does not exist, or is older than ${amount(LIMITS.uploadHours, 'hour', 'en')}. Start from the beginning.`,
    certificate: 'The certificate does not exist, or belongs to another company.',
    invitation: 'The invitation exists no more, or belongs to another company. Ask who invited you for a new one.',
    member: 'The person is not among the company’s people.',
    mandate: 'The mandate does not exist, or belongs to another company.',
    assignment:
      'A person or a company that you chose is no longer yours, or may not act. Nothing was changed. Load the page anew and choose again.',
    conversion: 'The conversion does not exist any more, or belongs to another company.',
    webhook: 'The webhook does not exist any more, or belongs to another company.',
    webhook_call:
      'The call cannot be made again: it is being made just now, its webhook is removed, or it belongs to another company.',
    report: `The report is no longer here. It is kept for ${amount(LIMITS.refusedReportHours, 'hour', 'en')}. Hand the file in once more to see it again.`,
  },
  method: {
    title: 'Wrong method',
    other: 'The address exists but does not take that method.',
    slash: 'The file’s name is missing in the address. End the address with a slash, and curl -T adds it. Nothing was stored.',
  },
  invalid: {
    title: 'Cannot be received',
    other: 'The request cannot be understood. Nothing was stored.',
    origin: 'What the file was before cannot be read. Nothing was stored. Reload the page and choose the file again.',
    paper_signers: 'Tick whose signatures the form bears. Nothing was stored.',
    decision_reason: 'Write why. It is shown to the parties in the portal, in no letter and no mail. Nothing was stored.',
    decision_reason_long: `It may have at most ${LIMITS.decisionReasonCharacters} characters. Nothing was stored.`,
    application_field: 'The form could not be read. Nothing was stored. Reload the page and try again.',
    ...accountTexts.en.passwordFault,
    username: `The user name needs ${LIMITS.leastUsernameCharacters} to ${LIMITS.usernameCharacters} characters, without spaces. Nothing has been saved. Choose another.`,
    password_again: 'The passwords differ. Nothing has been saved. Write the same in each place.',
    totp: 'The one-time code is not right. Nothing has been saved. Write the code that the app shows now.',
    link_code: `The code is not right. Nothing has been saved. It is the ${spelled(LIMITS.loginLinkDigits, 'en')} digits that whoever gave you the login has told you.`,
    code_app: 'The page had been open for too long. Nothing has been saved. Read the new picture into the app.',
    passkey: 'It was not possible to add your passkey. Nothing has been saved. Try again.',
    signing_cancelled:
      'Nothing was signed: you broke off, or identified as somebody else than the one you are logged in as. Nothing has changed. You can sign whenever you like.',
    signing_answer:
      'The answer of the e-identification service could not be trusted, so the signature is not stored. Sign once more. If it happens again, contact whoever runs the portal.',
    signing_missing:
      'The e-identification service answered without your signature, so nothing is stored. Sign once more. If it happens again, contact whoever runs the portal.',
    signing_digest:
      'The signature was for something else than what you saw here, so it is not stored. Sign once more. If it happens again, contact whoever runs the portal.',
    signing_level:
      'You signed with an e-identification that does not have the level of assurance that is needed (level 3), so the signature is not stored. Sign with another one, for example BankID or Freja+.',
    signing_old: `The e-identification service answered with a signature that was not made just now (within ${amount(LIMITS.signatureMinutes, 'minute', 'en')}), so it is not stored. Sign once more.`,
    signing_other_person:
      'You signed as somebody else than the one you are logged in as, so the signature is not stored. Sign with your own e-identification, or log in as the other person.',
    file_name:
      'The file name is missing or has signs that may not be there (slashes, control signs or signs that turn the reading direction). Nothing was stored. Rename the file and try again.',
    check_only: 'This e-service only checks the file. Hand it in to its receiver.',
    replaces_service: 'The submission that the file is to replace is of another e-service. Nothing was stored.',
    settlement: 'Choose what Försäkringskassan said. Nothing was stored.',
    told_at: 'Write the day and time of the answer as YYYY-MM-DD and HH:MM. Nothing was stored.',
    told_how: 'Choose whether the answer came by telephone or in writing. Nothing was stored.',
    told_later: 'The time of the answer lies in the future. Nothing was stored. Write when you got the answer.',
    told_before: 'The time of the answer lies before the hand-in. Nothing was stored. Write when you got the answer.',
    told_before_sent:
      'The file has been sent again after that time, so the answer is not about that sending. Nothing was stored. Ask Försäkringskassan again.',
    kvittens_id: `A kvittensID has at most ${LIMITS.kvittensIdCharacters} characters, without spaces, and is given only when Försäkringskassan has the file. Nothing was stored.`,
    length: 'The file is not as long as the request said. It may have been cut off on the way. Nothing was stored. Try again.',
    digest: 'The file is not the one that was checked: the SHA-256 differs. Nothing was stored. Choose the file again and retry.',
    tus: 'The call does not follow tus 1.0. See https://tus.io/protocols/resumable-upload.',
    sha256: 'The checksum must be SHA-256 in 64 hexadecimal signs. Nothing was stored.',
    too_slow: 'The transfer stood still for too long and was ended. Nothing was stored. Check your connection and try again.',
    no_file: 'No file came along. Choose a file on your computer and try again.',
    two_files: 'Hand in one file at a time. Nothing was stored.',
    form: 'The form did not arrive whole. Nothing was stored. Open the page anew, or make the call again, and retry.',
    boundary: 'Content-Type must have exactly one boundary that can be read. Nothing was stored. Change Content-Type.',
    part_headers:
      'A part of the form has lines before its content that are too many, too long or cannot be read. Nothing was stored. Send only Content-Disposition and Content-Type there.',
    disposition:
      'A part of the form has a Content-Disposition that cannot be read. Nothing was stored. It must stand once, begin with form-data and have name once and filename at most once.',
    transfer_encoding:
      'The file may not be encoded on the way (Content-Transfer-Encoding). Nothing was stored. Leave that header out, or write binary, and send the file as it is.',
    file_name_extended:
      'The file name in filename* cannot be read. Nothing was stored. Leave filename* out and use filename alone.',
    repeated_field: 'One of the form’s fields came twice. Nothing was stored. Send each field once.',
    field_file:
      'The file is in a field of the wrong name. Nothing was stored. The field must be called file, in curl: -F file=@file.xml.',
    field_fil: 'The file is in a field of the wrong name. Nothing was stored. The field must be called fil in the portal’s form.',
    content_range:
      'The call says that it is only a part of the file (Content-Range). Nothing was stored. Send the whole file in one call, or send it in parts by tus to uppladdningar.',
    key: `Idempotency-Key must be 1 to ${LIMITS.idempotencyKeyCharacters} visible signs. Nothing was stored.`,
    key_person:
      'Idempotency-Key must hold no personal identity number, since it is kept as it is. Use a UUID, for example. Nothing was stored.',
    employer: 'The organisation number cannot be read. Write ten digits. Nothing was stored.',
    query: 'Write a kvittensID or a reference number.',
    list: 'Write lista=nya, lista=okvitterade or lista=alla.',
    cursor: 'There is no such page in the list. Start from the newest.',
    target: 'The address cannot be read.',
    host: 'The request must have exactly one Host.',
    test: 'Write test=1 to only check the file. Nothing was stored.',
    count: `antal must be 1 to ${LIMITS.listedSubmissions}.`,
    status: 'There is no such state. Those there are stand in openapi.json.',
    kvittera: 'Write kvittera=1 to acknowledge the file.',
    act: 'Write aterkalla=1 to withdraw the submission.',
    digest_algorithm: 'The checksum must be SHA-256 (sha-256=:base64:). Nothing was stored.',
    json: 'The question is not JSON that can be read.',
    key_sent:
      'The private key came along. It was not stored, but it has left your computer: have the certificate revoked and order a new one. Register the certificate alone.',
    no_certificate_found:
      'There is no certificate in what you gave. Nothing was stored. Paste the text from BEGIN CERTIFICATE to END CERTIFICATE.',
    authority: 'This is an issuer’s certificate. Nothing was stored. Choose the company’s own server certificate.',
    expired: 'The certificate has ended. Nothing was stored. Choose the new one.',
    no_number: 'The certificate has no organisation number that can be read (the attribute serialNumber). Nothing was stored.',
    other_organisation: 'The certificate is issued to another organisation number than the company’s. Nothing was stored.',
    foreign_ca: 'The issuer is not one that the portal accepts. Nothing was stored.',
    weak_key: `The certificate’s key is too weak: at least RSA ${LIMITS.leastRsaBits} or P-${LIMITS.leastEcBits} is needed. Nothing was stored.`,
    weak_signature: 'The certificate is signed with SHA-1 or older, which can be forged. Nothing was stored.',
    issuer: 'The issuer’s own certificate has ended or is too weak. Nothing was stored. Ask the issuer for a new one.',
    key_kind: `The certificate’s key is of a kind that cannot be used here: RSA with at least ${LIMITS.leastRsaBits} bits or P-${LIMITS.leastEcBits} or larger is needed. Nothing was stored.`,
    unknown_extension:
      'The certificate has a critical extension that is unknown here, so it must not be accepted. Nothing was stored. Ask the issuer for one without it.',
    key_usage: 'The certificate’s key may not be used to show who calls (digitalSignature is missing). Nothing was stored.',
    revoked: 'The certificate is revoked by its issuer. Nothing was stored. Order a new one.',
    wrong_purpose: 'The certificate may not be used by who calls (clientAuth is missing). Nothing was stored.',
    test_issuer: 'The certificate is from an issuer for tests. Nothing was stored. Choose one for real use.',
    valid_from: 'The time cannot be read, or lies after the certificate’s end. Nothing was stored.',
    agent: 'The agent’s organisation number cannot be read. Write ten digits. Nothing was stored.',
    end_number: 'Enter the company’s organisation number, ten digits. Nothing was ended.',
    assign_nobody: 'Choose at least one of your people. Nothing was changed.',
    assign_nowhere: 'Choose at least one client. Nothing was changed.',
    assign_many: `You can give at most ${spelled(LIMITS.assignmentsAtOnce, 'en')} rights at once. Choose fewer and save in turns. Nothing was changed.`,
    assign_none: 'Choose at least one row to end. Nothing was changed.',
    agent_self: 'A company needs no mandate for itself. Nothing was stored.',
    period: 'The last day lies before the first, or cannot be read. Nothing was stored.',
    keep_days:
      'That is no number of days that can be chosen. Write a whole number, at most as many as stands at the field. Nothing was stored.',
    role: 'Choose a role. Nothing was stored.',
    year: 'The year cannot be read. Choose from the list on the page How long files are kept.',
    end_missing: 'A representative needs an end date. Nothing was stored.',
    end_date: `The end date must be today or later, and at most ${spelledAmount(LIMITS.ombudYears, 'year', 'en')} from now. Nothing was stored.`,
    person_name: `Enter the person’s name, at most ${LIMITS.nameCharacters} characters. Nothing was stored.`,
    company_name: `Enter the company’s name as it is registered, at most ${LIMITS.nameCharacters} characters. Nothing was stored.`,
    invited_number: 'The personal identity number is wrong. Enter twelve digits, or leave the field empty. Nothing was stored.',
    address: 'The address cannot be read. Write it as name@example.se, without spaces. Nothing was stored.',
    address_lines: 'The address holds a line break or a control character. Nothing was stored. Write one address in each field.',
    leave_sure: 'Tick that you wish to leave the company. Nothing was changed.',
    erase_word: 'Type the word that stands at the field, so that nothing is erased by mistake. Nothing was changed.',
    mail_code: `The code is not right. The address is not confirmed. Enter the digits of the latest mail. After ${spelled(LIMITS.mailCodeTries, 'en')} wrong codes you must ask for a new one.`,
    address_twice: 'The address stands in another field already. Nothing was stored. Remove one of them.',
    addresses: `There can be no more than ${spelled(LIMITS.noticeAddresses, 'en')} addresses. Nothing was stored. Remove one.`,
    layout:
      'The answers about the columns could not be kept: the table has too many columns, or a heading that is too long or holds a personnummer. The file can be sent all the same.',
    conversion_unseen:
      'Tick that you have seen what a file becomes. Nothing has changed. Choose a file under Hand in a file if you have not.',
    webhook_url: 'The address cannot be read, or is too long. Nothing was stored. Write the whole address, from https://.',
    webhook_https: 'The address must begin with https://, so that nobody can read the calls on their way. Nothing was stored.',
    webhook_login: 'The address must not have a user name or password before @. Nothing was stored. Write it without them.',
    webhook_fragment: 'The address must not have anything after #, which is never sent. Nothing was stored. Write it without.',
    webhook_private:
      'The address leads to the computer itself or to a private network, which the portal cannot call. Nothing was stored. Write an address that can be reached from the internet.',
    webhook_types: 'Choose at least one event to be called of. Nothing was stored.',
  },
  expectation: {
    title: 'Unknown expectation',
    other:
      'The call has an Expect that the portal does not know. Nothing was stored. Leave that header out, or write 100-continue.',
  },
  unsupported: {
    title: 'Wrong type',
    other: 'The content type cannot be received. Nothing was stored.',
    paper: 'The form must be a PDF. Nothing was stored.',
    basis: 'The document is no PDF. Nothing was stored. Save it as a PDF and upload it again.',
    encoding: 'The file may not be compressed on the way (Content-Encoding). Nothing was stored. Send it as it is.',
  },
  conflict: {
    title: 'No longer possible',
    other: 'Things have changed. Reload the page and see what holds now.',
    application_decided: 'The application does not wait for a decision any more. Nothing was stored. The page shows what holds.',
    application_moved: 'The application has changed since you opened it. Nothing was stored. Read it again before you decide.',
    signature_unverified:
      'A signature cannot be verified. Nothing was stored. The page shows which one and why. Ask for a new signature.',
    application_unsigned: 'Not all who must have signed what the application says now. Nothing was stored.',
    number_joined:
      'An employer with that number has joined meanwhile. Nothing was stored. Decline the application, or ask for one about new administrators.',
    number_not_joined:
      'No employer with that number has joined. Nothing was stored. Decline the application, or ask for one to join.',
    same_operator: 'You have done this part already. Somebody else who runs the portal must do the other. Nothing was stored.',
    paper_signers:
      'Somebody you ticked has answered already, or does not belong to the application. Nothing was stored. Read the page again.',
    paper_number_held: 'There is another application with a signature for that number already. Nothing was stored.',
    paper_blocked:
      'The company has blocked the form on paper. Nothing was stored. Decline the application, or ask the parties to sign with an e-identification.',
    no_mail:
      'The person has no confirmed mail address. Nothing has been saved. Ask the person to log in with e-identification and confirm an address under Account.',
    no_login: 'There is no login without e-identification to change. Nothing has been saved.',
    passkey_known: 'This passkey is here already. Nothing has been saved.',
    username: 'The user name is taken. Nothing has been saved. Choose another.',
    not_in_test: 'The e-service is not in test. A colleague may have been first. The page shows what holds.',
    application_state:
      'The application cannot be changed or signed right now. Nothing was stored. The page shows where it is and what happens next.',
    application_answered: 'You have answered this application already. Nothing more is needed from you.',
    application_changed:
      'The application has changed since you opened it, so the signature does not hold. Nothing was stored. Read it again and sign it.',
    application_open:
      'There is an application with a signature for that number already. Nothing was stored. Ask those who may sign for the company, or contact us.',
    already_joined:
      'The employer has joined already. Nothing was stored. Ask your administrator to add you, or apply for a change of administrator.',
    application_incomplete: 'Something is missing in the application. Nothing was sent. The page shows what.',
    erase_staff:
      'An account with support or operator access is not ended here. Nothing was changed. Ask whoever runs the portal.',
    erase_last_administrator:
      'You are the last authorisation administrator of a company. Nothing was changed. Invite another one, who says yes first, or end the company’s connection.',
    erase_application:
      'An application that you have made or signed is waiting. Nothing was changed. Withdraw it, say no, or wait until it is decided.',
    mail_code: `There is no code to enter: it is older than ${amount(LIMITS.mailCodeMinutes, 'minute', 'en')}, or a wrong one was entered too many times. The address is not confirmed. Ask for a new code.`,
    member_already: 'The person is among the company’s people already. Change the role there instead. Nothing was stored.',
    invited_already: 'The address has an invitation already. Send it again or take it back first. Nothing was stored.',
    invitation_eleg: 'Log in with e-identification to accept the invitation. Nothing was stored.',
    invitation_other: 'The invitation is to another person. Nothing was stored. Ask who invited you to send a new one.',
    invitation_gone: 'There is no such invitation. Open the link in the latest mail, or ask who invited you for a new one.',
    invitation_used: 'The invitation has been used. Ask who invited you for a new one.',
    invitation_ended: 'The invitation has been taken back. Ask who invited you for a new one.',
    invitation_late: `The invitation holds no more, only for ${amount(LIMITS.invitationDays, 'day', 'en')}. Ask who invited you for a new one.`,
    administrator_already: 'You are an authorisation administrator of the company already. Nothing was changed.',
    administrator_accepts:
      'Who is to become an authorisation administrator must accept first. Invite the person as authorisation administrator. Nothing was changed.',
    last_administrator:
      'The company must have an authorisation administrator. Invite a new one, who accepts first. Then this one can be changed or removed. Nothing was changed.',
    signing_spent: `The signature could not be received: it has been received already, you began a new one in another tab, or it took more than ${amount(LIMITS.signingMinutes, 'minute', 'en')}. Look in the application whether you have signed, and otherwise start again.`,
    already_sent: 'The submission cannot be withdrawn: Försäkringskassan has answered it already. The page shows their answer.',
    sending_won:
      'The sending was first: the file is being sent right now and cannot be withdrawn. The page will soon show how it went.',
    may_have_arrived: 'The submission cannot be withdrawn: the file may have reached Försäkringskassan already.',
    sending_stopped:
      'The submission cannot be withdrawn now: sending is stopped, and the file may have arrived before that. Whoever runs the portal first compares with what Försäkringskassan has. The page shows what applies.',
    may_double:
      'The file may have arrived already, so it must not be sent again from here. Call Försäkringskassan and ask whether it has come in.',
    certificate_registered: 'The certificate is registered already.',
    webhook_exists:
      'The company has a webhook with that address already. Nothing was stored. Change it, or write another address.',
    conversion_off:
      'The file is a table, and the company has no conversion switched on for this e-service. Nothing was stored. Switch one on under Company, Conversions, or hand in an XML file. On the page Hand in a file you can choose the table as it is.',
    conversions_full: `A company can have ${digits(LIMITS.conversionVersions, 'en')} versions of a conversion. The answers about the columns are not kept. The file can be sent all the same.`,
    webhooks_full: `A company can have ${spelled(LIMITS.webhooks, 'en')} webhooks. Nothing was stored. Remove one first.`,
    webhook_secret_changing:
      'The secret has been changed already, and the former one still counts. Nothing was stored. End the former one first, or wait until it counts no more.',
    other_employer:
      'You have changed company since you opened the page. Nothing was stored. The page is now about the other company.',
    content_purged: 'We have removed the content of the file, so it cannot be sent again. Hand it in anew.',
    not_held: 'The submission is not waiting for you, so there is nothing to send again.',
    not_replaceable:
      'The submission cannot be replaced now: the file is under way, or it is unclear whether it has arrived. Nothing was stored. Its page says what applies.',
    replaced_already: 'The submission has been replaced by another file already. Nothing was stored. Its page shows by which.',
    replaces_back:
      'The same file was handed in before, and has been replaced by the submission that you want to replace. Nothing was stored. Its page shows what applies.',
    replaces_itself: 'This is the same file as the one to be replaced. Nothing was stored. Choose the corrected file.',
    not_refused:
      'Försäkringskassan has neither said no to the submission nor contradicted what was entered, so there is nothing to mark as dealt with.',
    not_unknown: 'The state is certain already, so there is nothing to enter. Nothing was stored. The page shows what applies.',
    being_sent:
      'The file is being sent right now. Nothing was stored. Wait a moment, read what the page says then, and enter the answer if it is still needed.',
    kvittens_id_taken:
      'Another file already has that kvittensID. Nothing was stored. Check it character by character, and call Försäkringskassan again if it is right.',
    replaced: 'The file has been handed in again instead. This submission has ended and is not sent.',
    not_fetched: 'The file has not been fetched yet. Fetch all of it first, then acknowledge it.',
    offset: 'The upload has come to another place in the file. Ask how far it has come and go on there.',
    upload: 'The upload has ended or goes on elsewhere. Ask how far it has come.',
    upload_taken: 'The upload goes on in another connection. Ask how far it has come.',
    upload_unfinished: 'The upload is not finished. The file is not handed in yet.',
    unseen: 'The file holds what was handed in before. It is not handed in yet. Read the remarks and send anyway if you mean to.',
  },
  too_large: {
    title: 'Too large',
    other: 'The file is larger than the e-service takes. Nothing was stored. Split it into several files.',
    table: `A table may be at most ${digits(LIMITS.tableMegabytes, 'en')} MB. Nothing was stored. Split it into several files, or hand in an XML file.`,
    conversion:
      'The table took too much time or memory to read. Nothing was stored. Split it into several files, remove empty columns and sheets, or hand in an XML file.',
    paper: `The scanned form may be at most ${LIMITS.applicationFileMegabytes} MB. Nothing was stored.`,
    basis: `The document is too large. Nothing was stored. It can be at most ${LIMITS.applicationFileMegabytes} MB.`,
    form: 'The form holds more text than can be received. Nothing was stored. Shorten it and try again.',
    archive: 'The year has more receipts than fit one archive. Ask whoever runs the portal for help.',
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
    invitations: `More than ${LIMITS.invitationsADay} invitations per day are not taken. Try again tomorrow.`,
    basis: 'The application has as many documents as it can have. Nothing was stored. Remove one first.',
    login: `Many links have been sent to the person in the last day, or you have ${LIMITS.passkeys} passkeys already. Nothing has been saved.`,
    addresses: `More than ${LIMITS.newNoticeAddressesADay} new addresses in a day are not taken: each of them gets a mail. Try again tomorrow.`,
    mail_codes: `No more than ${spelled(LIMITS.mailCodesADay, 'en')} codes are sent each day to a person or an address. No code was sent. Look among your spam for those that came, or try again tomorrow.`,
    numbers: 'Many personal identity numbers are being handled right now. Nothing was stored. Wait a while and try again.',
    uploads: 'The company has too many uploads that are not finished. Finish or cancel one of them first.',
    drafts: `You can have ${spelled(LIMITS.applicationDrafts, 'en')} unfinished applications. Nothing was stored. Finish one of them, or withdraw it.`,
    application_asks: `An application can be sent for signature at most ${spelled(LIMITS.applicationAsks, 'en')} times. Nothing was sent. Withdraw it and start again.`,
  },
  unavailable: {
    title: 'Not right now',
    other: 'It is not possible right now. Nothing was stored. Try again in a while.',
    converter: 'Tables cannot be converted right now. Nothing was stored. Try again in a while, or hand in an XML file.',
    conversion_busy:
      'The company is handing in several tables already, or many others are. Nothing was stored. Try again in a little while, one table at a time.',
    broker: 'We cannot reach the e-identification service right now. Nothing was stored. Wait a few minutes and try again.',
    content: 'The file cannot be opened right now. Try again in a while, and quote the fault code if it happens again.',
    storage_damaged:
      'The store of the files is damaged, so nothing is received or sent right now. Nothing was stored. Whoever runs the portal must look at it. Try again later.',
    storage: 'The file cannot be stored right now. Nothing was stored. Try again in a while.',
    payload_key:
      'The portal lacks the key that files are encrypted with, so nothing is received right now. Nothing was stored. Whoever runs the portal must look at it. Try again later.',
    database:
      'The portal is disturbed. Try again in a while. If you got no reference number for a file, send the same file again: it is taken once.',
    change_unknown:
      'We do not know whether it was stored. Reload the page, or ask again, and do it once more if it is not there.',
    commit_unknown: 'We do not know whether the file was received. Send the same file again: it is taken once.',
    busy: 'Many files are being handed in right now. Nothing was stored. Try again in a while.',
    keeper:
      'It is not possible to log in, or to handle personal identity numbers, right now. Nothing was stored. Try again in a while.',
    keeper_lost: 'The connection broke, so we do not know whether it was done. Try again in a while.',
    crowded: 'Many people are logging in right now. Try again in a while.',
    upload_held: 'Another connection is using the upload. Try again in a while.',
    stopping: 'The portal is restarting. Nothing was stored. Try again in a while.',
    fault:
      'Something went wrong at our end. Try again, and quote the fault code if it happens again. If you got no reference number for a file, send the same file again: it is taken once.',
  },
}

export const refusalTexts = { sv, en } as const

/** The sentence for `replaced_already`, where it is known by what. */
export const replacedByText = (reference: string, locale: Locale): string =>
  locale === 'sv'
    ? `Inlämningen har redan ersatts av ${reference}. Inget har sparats. Ska filen gälla i stället för den, lämna in den som ersättning för ${reference}.`
    : `The submission has been replaced by ${reference} already. Nothing was stored. If the file is to count instead of that one, hand it in as a replacement of ${reference}.`

/** The heading and the sentence for a refusal. */
export function refusalText(code: RefusalCode, detail: string | undefined, locale: Locale): { title: string; sentence: string } {
  const words: Record<string, string> & { title: string; other: string } = refusalTexts[locale][code]
  const own = detail !== undefined && detail !== 'title' && Object.hasOwn(words, detail) ? words[detail] : undefined
  return { title: words.title, sentence: own ?? words.other }
}
