/** The page Automatisera. */
export const automateTexts = {
  sv: {
    title: 'Automatisera',
    lead: 'Låt lönesystemet lämna filerna själv: med curl i en schemalagd körning, eller med mappagenten.',
    for: 'För {employer}',
    open: 'Logga in så står ditt eget organisationsnummer i kommandona. Här står ett påhittat.',
    noAddress: 'Den som driver portalen har inte angett adressen för maskiner. Byt ut {url} mot den.',
    logIn: 'Logga in',
    on: 'På den här sidan',
    system: 'Kommandon för',
    service: 'E-tjänst',
    need: {
      title: 'Det här behöver du',
      address: 'Adress för maskiner: {url}',
      certificate:
        'Företagets servercertifikat med organisationsnumret i. För Linux i PEM med nyckeln i samma fil, här kallad {pem}. För Windows som P12 eller PFX, här kallad {p12}.',
      authority: 'Utfärdaren av portalens certifikat i PEM, här kallad {ca}.',
      password:
        'För Windows: en fil med certifikatets lösenord, här kallad {password}. Låt bara kontot som kör uppgiften läsa den.',
      curl: 'curl 7.76 eller senare. Windows 10 och 11 har ett eget, som heter curl.exe.',
      admitted: 'Att företaget är anslutet till e-tjänsten.',
      assistant: 'Kontrollera, beställ eller byt certifikat',
    },
    steps: {
      title: 'Kommandon, steg för steg',
      lead: 'Kör dem i mappen där filerna ligger. Ordningen är den du behöver första gången.',
      selfTest: {
        title: '1. Självtest',
        text: 'Visar vad servern såg av certifikatet, vem det gäller och hur många dagar det har kvar. Inget skickas.',
      },
      test: {
        title: '2. Testkörning',
        text: 'Kontrollerar filen utan att något sparas. 200 betyder att den kan skickas. 422 betyder att den har fel, och då är svaret felrapporten.',
      },
      send: {
        title: '3. Lämna in',
        text: '202 betyder att filen är mottagen, och svaret är kvittensen. Nyckeln är filens kontrollsumma: bryts anslutningen kan du köra samma kommando igen utan att filen lämnas in två gånger.',
      },
      receipt: {
        title: '4. Följ inlämningen',
        text: 'Byt ut referensen mot den i kvittensen. När kvittensID finns har Försäkringskassan tagit emot filen.',
      },
      receipts: {
        title: '5. Lista inlämningar',
        text: 'De senaste först. Visa bara de som behöver dig med status=vantar eller status=underkand.',
      },
      withdraw: {
        title: '6. Återkalla',
        text: 'Går så länge filen inte kan ha kommit fram till Försäkringskassan. Annars svarar portalen 409.',
      },
      list: { title: '7. Filer från Försäkringskassan: lista', text: 'Ett filnamn per rad.' },
      fetch: { title: '8. Hämta', text: 'Kan göras om tills filen är kvitterad.' },
      acknowledge: { title: '9. Kvittera', text: 'Säger att ni har filen. Gör det först när den ligger sparad.' },
    },
    script: {
      title: 'Färdigt skript',
      lead: 'Lämnar in en fil, försöker igen när det är lönt och svarar med en kod. Spara det som {name}.',
      comment: '0 mottagen, 1 fel i filen, 3 nekad, 4 inte skickad, 5 oklart (kör igen)',
      schedule: 'Schemalägg det',
      scheduleText: { linux: 'Rad för crontab: vardagar kl. 6.15.', windows: 'Kommando för Schemaläggaren: vardagar kl. 6.15.' },
    },
    codes: {
      title: 'Koder',
      lead: 'HTTP-koden säger vad portalen svarade. Slutkoden säger hur det gick för curl. Läs slutkoden först.',
      http: 'HTTP-koder från portalen',
      curl: 'Slutkoder från curl',
      kvittens: 'Slutkoder från kvittens och från skriptet ovan',
      code: 'Kod',
      means: 'Betyder',
      todo: 'Gör så här',
      again: 'Samma anrop igen?',
      arrived: 'Kan filen ha kommit fram?',
    },
    agent: {
      title: 'Mappagenten',
      lead: 'Programmet kvittens lämnar in det som läggs i en mapp, sparar kvittensen bredvid och följer filen tills Försäkringskassan har svarat. Det klarar avbrott och omstarter och lämnar aldrig in samma fil två gånger. Det kräver Node 24.',
      settings: 'Spara inställningarna som kvittens.json i mappen:',
      run: 'Starta agenten:',
      one: 'Eller lämna in enstaka filer:',
      schedule: {
        linux: 'Kör den som en tjänst med systemd. En färdig unit-fil följer med programmet, i mappagent.md.',
        windows: 'Kör den som en uppgift i Schemaläggaren vid start. Hur står i mappagent.md, som följer med programmet.',
      },
    },
    webhooks: {
      title: 'Webhookar',
      text: 'Ert system behöver inte fråga hur det har gått: portalen kan anropa det när en inlämning får ett nytt läge eller en fil kommer från Försäkringskassan.',
      link: 'Ställ in webhookar under Aviseringar',
    },
    api: {
      title: 'Beskrivning för program',
      text: 'Alla anrop och svar finns beskrivna i OpenAPI 3.1. Hämta filen med företagets certifikat:',
    },
  },
  en: {
    title: 'Automate',
    lead: 'Let the payroll system hand the files in by itself: with curl in a scheduled run, or with the folder agent.',
    for: 'For {employer}',
    open: 'Log in to have your own organisation number in the commands. The one here is made up.',
    noAddress: 'Whoever runs the portal has not stated the address for machines. Put it in place of {url}.',
    logIn: 'Log in',
    on: 'On this page',
    system: 'Commands for',
    service: 'E-service',
    need: {
      title: 'What you need',
      address: 'Address for machines: {url}',
      certificate:
        'The company’s server certificate with the organisation number in it. For Linux in PEM with the key in the same file, here called {pem}. For Windows as P12 or PFX, here called {p12}.',
      authority: 'The issuer of the portal’s certificate in PEM, here called {ca}.',
      password:
        'For Windows: a file with the certificate’s password, here called {password}. Let only the account that runs the task read it.',
      curl: 'curl 7.76 or later. Windows 10 and 11 have their own, called curl.exe.',
      admitted: 'That the company is admitted to the e-service.',
      assistant: 'Check, order or swap a certificate',
    },
    steps: {
      title: 'Commands, step by step',
      lead: 'Run them in the folder with the files. The order is the one you need the first time.',
      selfTest: {
        title: '1. Self-test',
        text: 'Shows what the server saw of the certificate, whom it speaks for and how many days it has left. Nothing is sent.',
      },
      test: {
        title: '2. Test run',
        text: 'Checks the file without storing anything. 200 means that it can be sent. 422 means that it has faults, and then the answer is the report.',
      },
      send: {
        title: '3. Hand in',
        text: '202 means that the file has been received, and the answer is the receipt. The key is the file’s checksum: if the connection breaks you can run the same command again without handing the file in twice.',
      },
      receipt: {
        title: '4. Follow the submission',
        text: 'Put the reference from the receipt in place of this one. When there is a kvittensID, Försäkringskassan has received the file.',
      },
      receipts: {
        title: '5. List submissions',
        text: 'The latest first. Show only those that need you with status=vantar or status=underkand.',
      },
      withdraw: {
        title: '6. Withdraw',
        text: 'Works as long as the file cannot have reached Försäkringskassan. Otherwise the portal answers 409.',
      },
      list: { title: '7. Files from Försäkringskassan: list', text: 'Each line is the name of a file.' },
      fetch: { title: '8. Fetch', text: 'May be repeated until the file is acknowledged.' },
      acknowledge: { title: '9. Acknowledge', text: 'Says that you have the file. Do it only when it has been saved.' },
    },
    script: {
      title: 'A whole script',
      lead: 'Hands a file in, tries again when that is worth while and answers with a code. Save it as {name}.',
      comment: '0 received, 1 faults in the file, 3 refused, 4 not sent, 5 unknown (run again)',
      schedule: 'Schedule it',
      scheduleText: {
        linux: 'Line for crontab: weekdays at 6:15.',
        windows: 'Command for the Task Scheduler: weekdays at 6:15.',
      },
    },
    codes: {
      title: 'Codes',
      lead: 'The HTTP code tells what the portal answered. The exit code tells how it went for curl. Read the exit code first.',
      http: 'HTTP codes from the portal',
      curl: 'Exit codes from curl',
      kvittens: 'Exit codes from kvittens and from the script above',
      code: 'Code',
      means: 'Means',
      todo: 'What to do',
      again: 'The same call again?',
      arrived: 'May the file have arrived?',
    },
    agent: {
      title: 'The folder agent',
      lead: 'The program kvittens hands in what is put in a folder, keeps the receipt beside it and follows the file until Försäkringskassan has answered. It survives breaks and restarts and never hands the same file in twice. It needs Node 24.',
      settings: 'Save the settings as kvittens.json in the folder:',
      run: 'Start the agent:',
      one: 'Or hand in single files:',
      schedule: {
        linux: 'Run it as a service with systemd. A ready-made unit file comes with the program, in folder-agent.md.',
        windows:
          'Run it as a task in the Task Scheduler at start-up. How to is in folder-agent.md, which comes with the program.',
      },
    },
    webhooks: {
      title: 'Webhooks',
      text: 'Your system need not ask how it went: the portal can call it when a submission changes, or when a file comes from Försäkringskassan.',
      link: 'Set up webhooks under Notices',
    },
    api: {
      title: 'Description for programs',
      text: 'All calls and answers are described in OpenAPI 3.1. Fetch the file with the company’s certificate:',
    },
  },
} as const
