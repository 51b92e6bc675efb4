/** The open first page. */
export const startTexts = {
  sv: {
    title: 'Lämna filer till Försäkringskassan',
    lead: 'Här lämnar du som arbetsgivare uppgifter som fil. Du ser direkt om filen är rätt, och du får Försäkringskassans kvittensID när den har kommit fram.',
    logIn: 'Logga in',
    goHome: 'Fortsätt till Hem',
    try: { link: 'Prova en fil', note: 'Att prova kräver ingen inloggning, och filen lämnar aldrig datorn.' },
    example: {
      label: 'Exempel på en kvittens',
      headline: 'Försäkringskassan har tagit emot filen kl. 14.05',
      file: 'Fil',
      records: 'Antal',
      recordsValue: '214 sjukfall',
      reference: 'Referens',
      kvittensId: 'KvittensID',
    },
    how: {
      title: 'Så går det till',
      choose: {
        title: 'Välj fil',
        text: 'Du väljer e-tjänst och fil. Att välja är inte att skicka.',
      },
      check: {
        title: 'Se om den är rätt',
        text: 'Filen kontrolleras i din webbläsare. Du ser vad som är fel, var det står och hur du rättar det.',
      },
      send: {
        title: 'Skicka och få kvittens',
        text: 'Du får ett referensnummer direkt och Försäkringskassans kvittensID när filen är framme.',
      },
    },
    services: {
      title: 'Det här kan du lämna',
      to: 'Går till {receiver}.',
      checkOnly: 'Bara kontroll. Filen lämnas till {receiver} på annat sätt.',
      formats: 'Format: {formats}',
      limit: 'högst {size}',
      docs: 'Postbeskrivning: {service}',
    },
    need: {
      title: 'Innan du börjar',
      eleg: 'Du behöver en e-legitimation, till exempel BankID eller Freja+.',
      elegOrPassword:
        'Du behöver en e-legitimation, till exempel BankID eller Freja+. Har du fått användarnamn och lösenord går det också bra.',
      role: 'Ditt företag ska vara anslutet och ha gett dig behörighet. Saknar du behörighet frågar du företagets behörighetsadministratör.',
      file: 'Filen ska följa postbeskrivningen för e-tjänsten. Den kommer oftast färdig ur lönesystemet.',
      docs: 'Läs postbeskrivningarna.',
    },
    join: {
      title: 'Är företaget inte anslutet?',
      text: 'Den som får teckna firman, eller någon för dennes räkning, ansöker här. Ansökan motsvarar Försäkringskassans blankett 5063.',
      link: 'Anslut ditt företag',
    },
  },
  en: {
    title: 'Hand in files to Försäkringskassan',
    lead: 'This is where employers hand in details as a file. You see at once whether the file is correct, and you get Försäkringskassan’s kvittensID when it has arrived.',
    logIn: 'Log in',
    goHome: 'Go on to Home',
    try: { link: 'Try a file', note: 'Trying needs no login, and the file never leaves your computer.' },
    example: {
      label: 'Example of a receipt',
      headline: 'Försäkringskassan received the file at 14:05',
      file: 'File',
      records: 'Number',
      recordsValue: '214 sick\u2011leave cases',
      reference: 'Reference',
      kvittensId: 'KvittensID',
    },
    how: {
      title: 'How it works',
      choose: {
        title: 'Choose a file',
        text: 'You choose the e-service and the file. Choosing is not sending.',
      },
      check: {
        title: 'See whether it is correct',
        text: 'The file is checked in your browser. You see what is wrong, where it is and how to mend it.',
      },
      send: {
        title: 'Send it and get a receipt',
        text: 'You get a reference number at once and Försäkringskassan’s kvittensID when the file has arrived.',
      },
    },
    services: {
      title: 'What you can hand in',
      to: 'Goes to {receiver}.',
      checkOnly: 'Check only. The file is delivered to {receiver} in another way.',
      formats: 'Formats: {formats}',
      limit: 'at most {size}',
      docs: 'Record description: {service}',
    },
    need: {
      title: 'Before you begin',
      eleg: 'You need a Swedish e-identification, for example BankID or Freja+.',
      elegOrPassword:
        'You need a Swedish e-identification, for example BankID or Freja+. A user name and password will also do if you have been given them.',
      role: 'Your company must be connected and have given you access. If you have none, ask your company’s access administrator.',
      file: 'The file must follow the record description of the e-service. Usually the payroll system makes it.',
      docs: 'Read the record descriptions.',
    },
    join: {
      title: 'Is your company not connected?',
      text: 'Whoever may sign for the company, or somebody for them, applies here. The application corresponds to Försäkringskassan’s form 5063.',
      link: 'Join with your company',
    },
  },
} as const
