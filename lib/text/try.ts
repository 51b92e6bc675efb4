/** The open page that checks a file wholly in the browser. */
export const tryTexts = {
  sv: {
    title: 'Prova en fil',
    lead: 'Se om filen är rätt utan att logga in. Den kontrolleras här i din webbläsare och lämnar aldrig datorn.',
    preparing: 'Kontrollen hämtas.',
    ready: 'Kontrollen är redo. Du kan koppla från internet nu, om du vill vara säker.',
    failed: 'Det som kontrollen behöver gick inte att hämta. Ladda om sidan.',
    plain: 'Händer inget? Kontrollen görs i din webbläsare och kräver JavaScript. Slå på det och ladda om sidan.',
    proof:
      '{count, plural, =0 {Sidan har inte gjort något anrop sedan du valde filen.} one {Sidan har gjort # anrop sedan du valde filen.} other {Sidan har gjort # anrop sedan du valde filen.}}',
    why: {
      title: 'Hur kan jag veta att inget skickas?',
      offline: 'Koppla från internet när sidan är redo. Kontrollen fungerar ändå, och rapporten går att spara.',
      policy:
        'Servern har sagt till webbläsaren att den här sidan inte får skicka något. En tekniker kan se det i webbläsarens utvecklarverktyg.',
      counts: 'Raden under filen räknar de anrop som sidan gör. Den ska visa noll.',
    },
    hint: 'Vilken e-tjänst filen hör till ser vi på innehållet. {kinds}.',
    taken: '{service}: {formats}',
    against: 'Kontrollerad mot: {service}.',
    standIn: {
      title: 'Tabellen säger inte vilket företag det gäller',
      text: 'Här står {name} i stället. När du är inloggad fylls ditt eget företag i.',
    },
    done: 'Filen är inte skickad. Logga in för att lämna den.',
    logIn: 'Logga in',
    docs: 'Läs postbeskrivningarna',
  },
  en: {
    title: 'Try a file',
    lead: 'See whether the file is correct without logging in. It is checked here in your browser and never leaves your computer.',
    preparing: 'The check is being fetched.',
    ready: 'The check is ready. You can go offline now if you want to be sure.',
    failed: 'What the check needs could not be fetched. Reload the page.',
    plain: 'Nothing happens? The check is made in your browser and needs JavaScript. Turn it on and reload the page.',
    proof:
      '{count, plural, =0 {The page has made no request since you chose the file.} one {The page has made # request since you chose the file.} other {The page has made # requests since you chose the file.}}',
    why: {
      title: 'How can I know that nothing is sent?',
      offline: 'Go offline when the page is ready. The check works all the same, and the report can be saved.',
      policy:
        'The server has told the browser that this page may not send anything. A technician can see it in the browser’s developer tools.',
      counts: 'The line under the file counts the requests that the page makes. It should show none.',
    },
    hint: 'The content tells us which e-service the file belongs to. {kinds}.',
    taken: '{service}: {formats}',
    against: 'Checked against: {service}.',
    standIn: {
      title: 'The table does not say which company it is for',
      text: '{name} stands in for it here. When you are logged in your own company is filled in.',
    },
    done: 'The file has not been sent. Log in to hand it in.',
    logIn: 'Log in',
    docs: 'Read the record descriptions',
  },
} as const
