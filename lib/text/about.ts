import { LIMITS } from '#lib/limits.ts'
import { amount } from './spelling.ts'

/** The standing pages: contact, personal data, accessibility. */
export const aboutTexts = {
  sv: {
    contact: {
      title: 'Kontakt',
      lead: 'Vem som kan hjälpa dig beror på vad det gäller.',
      portal: {
        title: 'Portalen fungerar inte som den ska',
        text: 'Hör av dig till den som driver portalen. Uppge referensnumret eller fel-id:t om du har ett. Skriv inte personnummer i mejl.',
        operator: 'Drivs av',
        email: 'E-post',
        phone: 'Telefon',
        unknown: 'Vänd dig till den på företaget som har ordnat Kvittens. Uppge referensnumret eller fel-id:t om du har ett.',
      },
      fk: {
        title: 'En fil eller ett ärende hos Försäkringskassan',
        text: 'Ring Försäkringskassans Kundcenter för Partner på <phone></phone>. Ha det här till hands:',
        way: 'hur filen skickades',
        when: 'när felet inträffade',
        id: 'filens kvittensID, eller dess meddelande-id om den inte har fått något kvittensID',
        where:
          'Allt står samlat på inlämningens sida, under ”Behöver du ringa?”. Portalens referensnummer är bara vårt eget: Försäkringskassan kan inte söka på det.',
      },
      access: {
        title: 'Behörighet',
        text: 'Företagets egen behörighetsadministratör lägger till, ändrar och tar bort användare.',
      },
      technical: {
        title: 'Teknisk anslutning genom SHS',
        text: 'Försäkringskassans tekniska stöd för SHS: <email></email>.',
      },
    },
    privacy: {
      title: 'Personuppgifter',
      lead: 'Vad portalen sparar, vem som kan läsa det och hur länge.',
      who: {
        title: 'Vem ansvarar',
        text: 'Din arbetsgivare ansvarar för uppgifterna i filerna. Den som driver portalen behandlar dem åt arbetsgivaren. När Försäkringskassan har tagit emot en fil ansvarar Försäkringskassan för sitt exemplar.',
      },
      you: {
        title: 'Om dig som loggar in',
        text: 'Vi sparar namn, behörigheter och vad du gör här: inloggningar, inlämningar, återkallade filer, besked från Försäkringskassan som du har skrivit in (med ditt namn), och vilka filer från Försäkringskassan du har hämtat och kvitterat. Personnumret sparas inte i klartext, bara en nyckel gjord av det och en form där de fyra sista siffrorna är dolda.',
      },
      applications: {
        title: 'Om dig som står i en ansökan',
        text: `En ansökan om anslutning innehåller namn, e-postadress och telefonnummer för den som ansöker, den som är kontakt, dem som skriver under och dem som ska vara behörighetsadministratörer. Personnumren sparas krypterade tills ansökan är avgjord, och sedan bara som en nyckel och en form där de fyra sista siffrorna är dolda. Det som skrevs under och underskrifterna sparas så länge arbetsgivaren är ansluten, som bevis. Ett utkast förfaller efter ${amount(LIMITS.draftDays, 'day', 'sv')}. Bara de som står i ansökan och den som granskar den kan läsa den.`,
      },
      notices: {
        title: 'Om dig som får aviseringar',
        text: `E-postadresser som företaget har angett sparas tills företaget tar bort dem. Din egen adress sparas tills du byter den; en adress som du bara har fått en kod till glöms dagen efter. Vart ett brev gick, när och om vilken inlämning sparas i ${amount(LIMITS.noticeKeepDays, 'day', 'sv')} efter den tid då det kunde skickas. Vad som har hänt en fil antecknas för breven i ${amount(LIMITS.eventKeepDays, 'day', 'sv')}. Breven innehåller referensnummer, vad som har hänt, företagets namn (om arbetsgivaren inte är en person) och en länk, aldrig filnamn, personnummer eller innehåll ur filer.`,
      },
      files: {
        title: 'Om personerna i filerna',
        text: 'Filer om sjukfall innehåller uppgifter om hälsa. De krypteras innan de lagras, och bara den del av tjänsten som skickar dem till Försäkringskassan kan läsa dem. Supporten ser en inlämnings historia, aldrig innehållet. Vem som har sökt fram en inlämning antecknas. För att kunna varna när samma sjukfall lämnas två gånger sparar vi en nyckel gjord av person, arbetsgivare och första dag. Ur nyckeln går det inte att läsa vem det är. En tabell som görs om till XML sparas inte. Hur företagets tabeller läses sparas utan personnummer, med vem som svarade.',
      },
      long: {
        title: 'Hur länge',
        text: `Om en inloggning sparas hur och när du loggade in och, grovt, vilken webbläsare och vilket system du använde. En inloggning upphör efter ${amount(LIMITS.sessionIdleMinutes, 'minute', 'sv')} utan aktivitet, senast efter ${amount(LIMITS.sessionHours, 'hour', 'sv')}. En felrapport från en fil som inte kunde skickas sparas högst ${amount(LIMITS.refusedReportHours, 'hour', 'sv')}. Innehållet i en fil från Försäkringskassan tas bort den dag som står vid filen, vanligen ${amount(LIMITS.deliveryKeepDays, 'day', 'sv')} efter att den kom. Innehållet i en fil som du har lämnat in tas bort den dag som står på inlämningens sida, vanligen ${amount(LIMITS.submissionKeepDays, 'day', 'sv')} efter att inlämningen är färdig; företaget kan ha valt färre. En fil som väntar på besked, eller som ingen vet om den kom fram, har ingen sådan dag än. Kvittens, filens fingeravtryck och antal finns kvar.`,
      },
      cookies: {
        title: 'Kakor',
        text: `Portalen använder bara kakor som den behöver: en för inloggningen (för den som inte har något konto minns en i högst ${amount(LIMITS.guestMinutes, 'minute', 'sv')} vem som har legitimerat sig, krypterat), en som minns ditt språkval, en som i ${LIMITS.knownDeviceDays} dagar minns att ditt användarnamn har loggat in i webbläsaren, så att den som gissar lösenord någon annanstans inte hindrar dig, och, när ett formulär inte går att ta emot, en som i högst ${amount(LIMITS.keptFieldsMinutes, 'minute', 'sv')} minns vad du skrev, så att du slipper skriva det igen. Den är krypterad och minns aldrig lösenord. Inga uppgifter lämnas till någon annan för statistik eller reklam.`,
      },
      rights: {
        title: 'Dina rättigheter',
        text: 'Vill du veta vad som finns sparat om dig, hämtar du allt på sidan Ditt konto när du är inloggad; där raderar du också kontot. Vill du få något rättat, eller veta vad som finns i filerna, vänder du dig till din arbetsgivare. Är du inte nöjd kan du klaga hos Integritetsskyddsmyndigheten.',
      },
    },
    accessibility: {
      title: 'Tillgänglighets\u00adredogörelse',
      lead: 'Alla ska kunna använda portalen. Här står hur den uppfyller kraven, vad som brister och hur du säger till.',
      how: {
        title: 'Hur tillgänglig är portalen?',
        text: 'Portalen är byggd för att följa WCAG 2.2 på nivå AA, och därmed standarden EN 301 549 som lagen (2018:1937) om tillgänglighet till digital offentlig service bygger på.',
      },
      gaps: {
        title: 'Det vi vet brister',
        review: 'Ingen utomstående har granskat portalen än.',
        people: 'Den har inte prövats av personer som använder skärmläsare eller röststyrning till vardags.',
        agency: 'Felmeddelanden som Försäkringskassan själv har skrivit visas som de är, och kan vara svåra att förstå.',
      },
      tested: {
        title: 'Så har vi prövat',
        text: 'Varje sida prövas automatiskt mot reglerna i WCAG 2.2 AA, i ljust och mörkt utseende och med egna textavstånd, och före en ny version även kraftigt förstorad och med systemets egna färger. Vi har också gått igenom sidorna med bara tangentbord, i 320 bildpunkters bredd och utan JavaScript.',
        when: 'Redogörelsen skrevs {date}.',
      },
      tell: {
        title: 'Säg till',
        text: 'Hittar du något som hindrar dig, hör av dig så rättar vi det. Berätta vilken sida det gäller och vad du försökte göra.',
        link: 'Kontakta oss',
      },
      supervision: {
        title: 'Tillsyn',
        text: 'Är du inte nöjd med vårt svar kan du anmäla det till Myndigheten för digital förvaltning (Digg), digg.se.',
      },
    },
  },
  en: {
    contact: {
      title: 'Contact',
      lead: 'Who can help you depends on what it is about.',
      portal: {
        title: 'The portal does not work as it should',
        text: 'Contact whoever runs the portal. Quote the reference number or error id if you have one. Do not write personal numbers in e-mail.',
        operator: 'Run by',
        email: 'E-mail',
        phone: 'Telephone',
        unknown:
          'Turn to the person at your company who arranged Kvittens. Quote the reference number or error id if you have one.',
      },
      fk: {
        title: 'A file or a case at Försäkringskassan',
        text: 'Call Försäkringskassan’s customer centre for partners on <phone></phone>. Have this at hand:',
        way: 'how the file was sent',
        when: 'when the fault occurred',
        id: 'the kvittensID of the file, or its message id where it has got no kvittensID',
        where:
          'It all stands together on the page of the submission, under “Need to call?”. The portal’s reference number is ours alone: Försäkringskassan cannot look it up.',
      },
      access: {
        title: 'Access',
        text: 'Your company’s own access administrator adds, changes and removes users.',
      },
      technical: {
        title: 'Technical connection through SHS',
        text: 'Försäkringskassan’s technical support for SHS: <email></email>.',
      },
    },
    privacy: {
      title: 'Personal data',
      lead: 'What the portal keeps, who can read it and for how long.',
      who: {
        title: 'Who is responsible',
        text: 'Your employer is responsible for the details in the files. Whoever runs the portal processes them on the employer’s behalf. When Försäkringskassan has received a file, Försäkringskassan is responsible for its copy.',
      },
      you: {
        title: 'About you who log in',
        text: 'We keep your name, your access rights and what you do here: logins, submissions, withdrawn files, answers of Försäkringskassan that you have entered (with your name), and which files from Försäkringskassan you have fetched and acknowledged. The personal number is not kept in clear, only a key made from it and a form where the last four digits are hidden.',
      },
      applications: {
        title: 'About you who are named in an application',
        text: `An application to join holds name, mail address and phone number of the applicant, the contact, those who sign and those who are to be administrators. Personal numbers are kept encrypted until the application is decided, and then only as a key and a form where the last four digits are hidden. What was signed and the signatures are kept for as long as the employer is connected, as evidence. A draft lapses after ${amount(LIMITS.draftDays, 'day', 'en')}. Only those named in the application and whoever examines it can read it.`,
      },
      notices: {
        title: 'About you who get notices',
        text: `Mail addresses that the company has given are kept until the company removes them. Your own address is kept until you change it; one that you have only been sent a code for is forgotten the day after. Where a mail went, when and about which submission is kept for ${amount(LIMITS.noticeKeepDays, 'day', 'en')} after the time in which it could be sent. What has happened to a file is noted for the mails for ${amount(LIMITS.eventKeepDays, 'day', 'en')}. The mails hold a reference number, what has happened, the company’s name (unless the employer is a person) and a link, never a file name, a personal number or anything out of a file.`,
      },
      files: {
        title: 'About the people in the files',
        text: 'Files about sick leave hold details about health. They are encrypted before they are stored, and only the part of the service that sends them to Försäkringskassan can read them. Support sees the history of a submission, never its content. Who has looked a submission up is recorded. To be able to warn when the same case is handed in twice we keep a key made of the person, the employer and the first day. Nobody can read from the key who it is. A table that is turned into XML is not kept. How the company’s tables are read is kept without personal identity numbers, with who answered.',
      },
      long: {
        title: 'For how long',
        text: `Of a login we keep how and when you logged in and, roughly, which browser and system you used. A login ends after ${amount(LIMITS.sessionIdleMinutes, 'minute', 'en')} without activity and after ${amount(LIMITS.sessionHours, 'hour', 'en')} at the latest. An error report from a file that could not be sent is kept for ${amount(LIMITS.refusedReportHours, 'hour', 'en')} at most. The content of a file from Försäkringskassan is removed on the day that stands beside it, usually ${amount(LIMITS.deliveryKeepDays, 'day', 'en')} after it came. The content of a file that you handed in is removed on the day that stands on the submission’s page, usually ${amount(LIMITS.submissionKeepDays, 'day', 'en')} after the submission has come to its end; the company may have chosen fewer. A file that waits for an answer, or of which nobody knows whether it arrived, has no such day yet. Receipt, the file’s fingerprint and counts stay.`,
      },
      cookies: {
        title: 'Cookies',
        text: `The portal uses only cookies that it needs: one for the login (for somebody without an account one remembers for ${amount(LIMITS.guestMinutes, 'minute', 'en')} at most who has identified, encrypted), one that remembers your language, one that for ${LIMITS.knownDeviceDays} days remembers that your user name has logged in in this browser, so that whoever guesses passwords elsewhere does not hinder you, and, when a form cannot be accepted, one that for ${amount(LIMITS.keptFieldsMinutes, 'minute', 'en')} at most remembers what you wrote, so that you need not write it again. It is encrypted and never remembers passwords. Nothing is handed to anybody else for statistics or advertising.`,
      },
      rights: {
        title: 'Your rights',
        text: 'If you want to know what is kept about you, get all of it on the page Your account when you are logged in; you erase the account there too. To have something corrected, or to know what is in the files, turn to your employer. If you are not content you can complain to Integritetsskyddsmyndigheten, the Swedish Authority for Privacy Protection.',
      },
    },
    accessibility: {
      title: 'Accessibility statement',
      lead: 'Everybody should be able to use the portal. Here is how it meets the requirements, what falls short and how to tell us.',
      how: {
        title: 'How accessible is the portal?',
        text: 'The portal is built to follow WCAG 2.2 at level AA, and with it the standard EN 301 549 on which the Swedish act (2018:1937) on accessibility of digital public services rests.',
      },
      gaps: {
        title: 'What we know falls short',
        review: 'Nobody from outside has reviewed the portal yet.',
        people: 'It has not been tried by people who use a screen reader or voice control every day.',
        agency:
          'Error messages that Försäkringskassan itself has written are shown as they are, in Swedish, and may be hard to understand.',
      },
      tested: {
        title: 'How we have tested',
        text: 'Every page is tested automatically against the rules of WCAG 2.2 AA, in light and dark and with text spacing of one’s own, and before a new version also much enlarged and in the system’s own colours. We have also gone through the pages with the keyboard alone, at a width of 320 pixels and without JavaScript.',
        when: 'The statement was written on {date}.',
      },
      tell: {
        title: 'Tell us',
        text: 'If you find something that hinders you, tell us and we will mend it. Say which page it is about and what you were trying to do.',
        link: 'Contact us',
      },
      supervision: {
        title: 'Supervision',
        text: 'If you are not content with our answer you can report it to Myndigheten för digital förvaltning (Digg), digg.se.',
      },
    },
  },
} as const
