// What is wrong and what to do, by rule. Where it is, the report says. {field} is the field's name in words; `case` tells cases of a rule apart.

const sv = {
  titles: {
    F01: 'Filen är tom',
    F02: 'Fel sorts fil',
    F03: 'Fel teckenkodning',
    F04: 'Filen är trasig',
    F05: 'Otillåten DOCTYPE',
    F06: 'Fel i filens uppbyggnad',
    F07: 'Filen är för stor',
    F08: 'Antalen stämmer inte',
    F09: 'Testfil i skarp miljö',
    F10: 'För många poster',
    F11: 'Samma fil har lämnats förut',
    F12: 'Arbetsgivare som du inte företräder',
    F13: 'Uppgiften har lämnats förut',
    F14: 'Fel i uppgiften om när filen skapades',
    T01: 'Text saknas eller är för lång',
    T02: 'Otillåtna tecken i text',
    T03: 'Ogiltig e-postadress',
    T04: 'Ogiltigt tal',
    I01: 'Nummer saknas',
    I02: 'Nummer har fel form',
    I03: 'Födelsedatum i numret stämmer inte',
    I04: 'Fel kontrollsiffra',
    I05: 'Inte ett organisationsnummer',
    I06: 'Samordningsnummer utan födelsedag',
    I07: 'Testnummer i skarp miljö',
    I08: 'Ogiltigt CFAR-nummer',
    D01: 'Datum saknas',
    D02: 'Ogiltigt datum',
    D03: 'Datum utanför det tillåtna',
    D04: 'Första sjukdag före 1992',
    D05: 'För tidigt att anmäla',
    D06: 'Anmälan är sen',
    D07: 'Tidigare perioder går inte ihop',
    D08: 'Tidigare period räknas inte in',
    D09: 'Anställningen upphörde under sjuklöneperioden',
    D10: 'Första sjukdag för mer än ett år sedan',
    C01: 'Samma uppgift två gånger',
    C02: 'Två sjukfall nära varandra',
    C03: 'Referens använd två gånger',
  },
  texts: {
    F01: 'Filen är tom. Skapa filen på nytt i lönesystemet.',
    F02: `{case, select,
      otherService {Filen hör till en annan e-tjänst: {service}. Välj den e-tjänsten, eller en annan fil.}
      otherFixed {Filen är i fasta positioner men hör till en annan e-tjänst. Den här e-tjänstens filer börjar med 00SJUKAN.}
      otherRoot {Filens yttersta element heter ”{found}”. Det ska heta ”{expected}”. Kontrollera att du valt rätt fil.}
      namespace {Filen hör till en annan version: namnrymden är ”{found}” och ska vara ”{expected}”.}
      webPage {Filen är en webbsida. Kontrollera att du valt filen från lönesystemet.}
      csv {Filen ser ut att vara en tabell (CSV). E-tjänsten tar inte emot tabeller. Exportera filen som XML från lönesystemet.}
      zip {Filen är ett Excelblad eller ett ZIP-arkiv. E-tjänsten tar emot inget av dem. Packa upp arkivet, eller exportera filen som XML från lönesystemet.}
      excel {Filen är ett äldre Exceldokument. E-tjänsten tar inte emot tabeller. Exportera filen som XML från lönesystemet.}
      table {Filen ser ut att vara en tabell (CSV eller Excel). En tabell omvandlas till XML innan den skickas: välj filen i portalen på sidan Lämna fil, med JavaScript påslaget.}
      noHeadings {Ingen rad i början av tabellen har rubriker som känns igen. Skriv rubrikerna på första raden, till exempel Personnummer och Första sjukdag.}
      oldExcel {Filen är ett äldre Exceldokument (.xls). Spara den som Excelarbetsbok (.xlsx) eller CSV.}
      lockedExcel {Filen är skyddad med lösenord och går inte att läsa. Spara den utan lösenord.}
      binaryExcel {Filen är en binär Excelarbetsbok (.xlsb). Spara den som Excelarbetsbok (.xlsx) eller CSV.}
      openDocument {Filen är ett OpenDocument-kalkylblad (.ods). Spara den som Excelarbetsbok (.xlsx) eller CSV.}
      brokenExcel {Excelarbetsboken är skadad och går inte att läsa. Öppna den i Excel och spara den på nytt.}
      otherZip {Filen är ett ZIP-arkiv. Packa upp det och välj filen som ligger i det.}
      gzip {Filen är komprimerad (gzip). Packa upp den och välj filen som ligger i den.}
      pdf {Filen är en PDF. Välj filen som lönesystemet skapat för filöverföring.}
      picture {Filen är en bild. Välj filen som lönesystemet skapat för filöverföring.}
      other {Filens innehåll går inte att känna igen. Den ska vara XML eller ha fasta positioner. Kontrollera att du valt rätt fil.}}`,
    F03: `{case, select,
      utf16 {Filen är kodad i UTF-16 eller UTF-32. Spara den i UTF-8.}
      unsupported {Filen säger sig vara kodad i {declared}. Den ska vara kodad i någon av: {allowed}.}
      bom {Filen börjar med UTF-8:s bytemärke (BOM), men ska vara kodad i {declared}. Spara den utan märket, eller ange rätt kodning.}
      notUtf8 {Här står en byte ({byte}) som inte kan vara UTF-8, fast filen är märkt som UTF-8. Är det bara här: rätta tecknet. Är å, ä och ö fel i hela filen är den sparad i ISO-8859-1: ange det i XML-deklarationen, eller spara filen i UTF-8.}
      notUtf8Table {Här står en byte ({byte}) som inte kan vara UTF-8, fast filen börjar med UTF-8:s bytemärke. Rätta tecknet i cellen, eller spara tabellen på nytt som CSV UTF-8.}
      disguised {Filen ska vara kodad i ISO-8859-1 men är sparad i UTF-8; å, ä och ö blir fel. Spara den i ISO-8859-1, eller ange UTF-8 i XML-deklarationen.}
      nul {Här finns ett nolltecken (NUL). Filen är troligen skadad. Skapa den på nytt.}
      control {Här finns ett styrtecken (byte {sign}) som inte får förekomma. Det kan ha ersatt ett riktigt tecken: jämför med källan, och ta bort det eller sätt dit rätt tecken.}
      other {XML-deklarationen anger teckenkodningen på ett sätt som inte går att lita på. Skriv den som i beskrivningen.}}`,
    F04: `{case, select,
      cutOff {Filen slutar mitt i. Den är troligen avkapad: hämta eller skapa den på nytt.}
      noRoot {Filen har inget innehåll utöver inledningen. Skapa den på nytt.}
      mismatch {{of, select,
        tag {Sluttaggen ”{found}” passar inte: det är ”{expected}” (från rad {openLine}) som ska avslutas här. Rätta namnet, eller lägg till det som saknas.}
        other {En sluttagg hör inte till det element som är öppet. Kontrollera att varje element avslutas i rätt ordning.}}}
      entity {Här står ett &-tecken som inte inleder en giltig beteckning. Skriv &amp; för tecknet &.}
      duplicate {Ett attribut står två gånger i samma tagg. Ta bort det ena.}
      outside {Här står text utanför det yttersta elementet. Ta bort den.}
      secondRoot {Efter det yttersta elementet börjar ett till. En fil ska ha ett enda.}
      quotes {I taggen ”{found}” (från rad {openLine}) står ett ord utan likhetstecken och värde inom citattecken. Är taggens namn avbrutet av ett mellanslag eller radbyte, ta bort det. Är det ett attribut, skriv det som namn="värde".}
      tag {Tecknet {found} här får inte finnas i en tagg. Är taggen skadad: rätta den. Ska ett < stå i en text: skriv &lt;.}
      cdataEnd {Här står tecknen ]]> i en text, vilket XML inte tillåter. Ta bort dem.}
      noSpace {Två attribut i en tagg står utan mellanslag mellan sig. Sätt dit ett.}
      comment {En kommentar är felskriven: mellan <!-- och --> får två bindestreck inte stå i rad. Rätta eller ta bort den.}
      instruction {Det som börjar med <? är felskrivet. Först i filen ska det stå <?xml version="1.0". På andra ställen: ta bort det.}
      sign {Här står ett tecken (kod {sign}) som inte får förekomma i XML. Ta bort det.}
      declaration {XML-deklarationen är felskriven eller står inte först i filen. Den ska se ut så här: <?xml version="1.0" encoding="UTF-8"?>}
      version {Filen säger sig vara en annan version av XML än 1.0. Ange version 1.0.}
      long {Här finns ett stycke på mer än en miljon tecken utan slut. Filen är skadad eller inte gjord för e-tjänsten.}
      attributes {En tagg har över tusen attribut. Filen är skadad eller inte gjord för e-tjänsten.}
      deep {Elementen ligger i över tusen nivåer. Filen är skadad eller inte gjord för e-tjänsten.}
      tooLong {Posten är {length} tecken lång: {difference} för mycket. Den ska vara exakt {expected} tecken före radslutet.{odd, select, none {} other { På position {oddAt} står ett tecken som inte syns (byte {odd}).}}}
      tooShort {Posten är {length} tecken lång: {difference} för lite. Den ska vara exakt {expected} tecken före radslutet.{odd, select, none {} other { På position {oddAt} står ett tecken som inte syns (byte {odd}).}}}
      recordType {Posttypen ”{found}” finns inte. Den ska vara någon av: {allowed}.}
      afterQuote {Efter citattecknet här kommer mer text och ett nytt citattecken. Det saknas troligen ett skiljetecken mellan två celler: sätt dit det.}
      openQuote {Ett citattecken som börjar här avslutas aldrig. Ta bort det, eller sätt ett till i cellens slut.}
      columns {Raden har fler än {max, number} kolumner. Ta bort dem som inte behövs.}
      lineEnds {Den här raden slutar med {found}, raderna före med {expected}. Använd samma i hela filen.}
      other {Här följer filen inte reglerna för XML. Skapa den på nytt, eller rätta stället.}}`,
    F05: `{case, select,
      subset {Filen har egna definitioner i sin DOCTYPE. Sådana tas inte emot. Ta bort allt mellan hakparenteserna, eller hela DOCTYPE.}
      none {E-tjänstens filer ska inte ha någon DOCTYPE. Ta bort den.}
      other {Filens DOCTYPE är en annan än beskrivningens. Skriv <!DOCTYPE {name} SYSTEM "{system}"> eller ta bort den.}}`,
    F06: `{case, select,
      missing {”{found}” saknas i ”{parent}”. Lägg till det.}
      missingAttribute {Attributet ”{found}” saknas i ”{parent}”. Lägg till det.}
      unknown {{of, select,
        misspelt {”{found}” hör inte hemma i ”{parent}”. Det ska troligen vara ”{expected}”: rätta stavningen.}
        other {”{found}” hör inte hemma i ”{parent}”. Är namnet skadat eller felstavat: rätta det. Annars: ta bort det. Vad som står i det är inte kontrollerat.}}}
      unknownAttribute {{of, select,
        misspelt {Attributet ”{found}” hör inte hemma i ”{parent}”. Det ska troligen vara ”{expected}”: rätta stavningen.}
        other {Attributet ”{found}” hör inte hemma i ”{parent}”. Är namnet skadat eller felstavat: rätta det. Annars: ta bort det. Vad som står i det är inte kontrollerat.}}}
      repeated {”{found}” står för många gånger i ”{parent}”. Ta bort det som är för mycket.}
      misplaced {”{found}” står på fel plats i ”{parent}”. Flytta det så att ordningen blir som i beskrivningen.}
      text {Här står text direkt i ”{parent}”. Ta bort den, eller sätt den i rätt element.}
      value {{field} är ”{found}”. Tillåtet är: {allowed}.}
      missingColumn {Tabellen saknar en kolumn för uppgiften: {field}. Lägg till den.}
      repeatedColumn {Kolumnen ”{found}” finns redan. Ta bort den ena.}
      extraCell {Raden har fler celler än rubrikraden. Har en text semikolon eller komma i sig ska den stå inom citattecken.}
      varies {{field} ska vara samma i hela filen, men är ”{found}” här och ”{expected}” på rad {row}. Rätta den som är fel. Är båda rätt: dela upp tabellen.}
      noRows {Tabellen har inga sjukfall under rubrikraden. Fyll på den.}
      missingRecord {Post {found} saknas. Lägg till den.}
      recordOrder {Post {found} får inte stå efter post {before}. Den ska stå direkt efter någon av: {allowed}.}
      afterEnd {Post {found} står efter slutposten. Flytta den före slutposten, eller ta bort den.}
      repeatedRecord {Post {found} står för många gånger. Högst {max} får plats här.}
      notBlank {Position {from}–{to} i post {found} ska vara blanka.}
      noneOf {För {choice} ska en av dessa uppgifter finnas: {allowed}. Lägg till en av dem.}
      severalOf {För {choice} ska bara en av dessa uppgifter finnas: {allowed}. Ta bort den ena.}
      otherChoice {”{found}” hör inte till {choice}. Ta bort uppgiften, eller ändra frånvarotypen.}
      other {Filens uppbyggnad följer inte beskrivningen här.}}`,
    F07: `{case, select,
      unpacked {Arbetsboken blir större än {max, number} byte när den packas upp. Dela upp den, eller ta bort det som inte hör till tabellen.}
      other {Filen är större än {max, number} byte, som är det mesta e-tjänsten tar emot. Dela upp den.}}`,
    F08: `{case, select,
      differs {{field} anges till {stated, number}, men filen innehåller {actual, number}. Kontrollera att filen är hel och rätta antalet.}
      other {{field} är inte ett tal. Filen innehåller {actual, number}.}}`,
    F09: 'Filen är märkt som testfil och kan inte skickas på riktigt. Skapa den på nytt utan testmarkering.',
    F10: 'Filen har fler än {max, number} poster. Dela upp den i flera filer.',
    F11: `{case, select,
      repeat {Exakt samma fil lämnades in {date} med referens {reference}{of, select, known { och fick kvittensID {kvittensId}} other {}}. Lämnar du in den igen får du samma kvittens; den skickas inte en gång till.}
      other {Exakt samma fil lämnades in {date} med referens {reference}{of, select, known { och fick kvittensID {kvittensId}} other {}}. Lämnas den in igen blir det en ny inlämning. Gör det bara om det är meningen.}}`,
    F12: '{employer} är inte en arbetsgivare som du företräder just nu. Byt företag, eller ta bort arbetsgivaren ur filen.',
    F13: `{case, select,
      notCompared {Filen har fler än {max, number} poster. De {count, number} sista är inte jämförda med det som lämnats förut.}
      other {Samma person och första dag lämnades in {date} med referens {reference}. Kontrollera att det är meningen: en rättelse kan skickas igen, en dubblett ska tas bort ur filen.}}`,
    F14: `{case, select,
      missing {Det saknas uppgift om när filen skapades. Lägg till datum och klockslag.}
      future {Filen säger sig vara skapad {found}, vilket är i framtiden. Kontrollera datorns klocka och skapa filen på nytt.}
      other {Tidpunkten då filen skapades ska skrivas ÅÅÅÅ-MM-DDTtt:mm:ss i XML och ÅÅÅÅMMDDttmmss i fasta positioner.}}`,
    T01: `{case, select,
      missing {{field} saknas. Fyll i, eller ta bort uppgiften om den är frivillig.}
      other {{field} är {length} tecken lång. Högst {max} tecken får plats. Korta texten.}}`,
    T02: `{case, select,
      control {{field} innehåller ett styrtecken ({sign}). Det är ofta ett tecken från Windows-1252, som tankstreck eller krulliga citattecken, i en fil märkt ISO-8859-1. Byt ut tecknet.}
      direction {{field} innehåller ett osynligt tecken som ändrar läsriktningen ({sign}). Ta bort det.}
      replacement {{field} innehåller ett ersättningstecken ({sign}): ett tecken har gått förlorat. Skriv texten på nytt.}
      other {{field} innehåller ett osynligt tecken ({sign}). Ta bort det.}}`,
    T03: '{field} kan inte vara en e-postadress. Skriv den som namn@exempel.se.',
    T04: `{case, select,
      digits {{field} ska vara {min}–{max} siffror.}
      other {{field} ska vara ett tal mellan {min} och {max} med högst {decimals} decimaler, skrivna efter punkt.}}`,
    I01: '{field} saknas. Fyll i numret.',
    I02: `{of, select,
      twelve {{field} har fel form. Det ska vara tolv siffror.}
      person {{field} har fel form. {case, select, length {Det har {digits} siffror och ska ha 10 eller 12.} letter {Det får inte innehålla bokstäver: reservnummer tas inte emot.} rounded {Kalkylprogrammet har förkortat numret till {digits} siffror, och resten är borta. Formatera kolumnen som text och fyll i numret på nytt.} other {Bara siffror och ett bindestreck (eller plus) före de fyra sista får förekomma.}}}
      other {{field} har fel form. {case, select, length {Det har {digits} siffror. Ett organisationsnummer har 10, ett personnummer 10 eller 12.} letter {Det får inte innehålla bokstäver.} rounded {Kalkylprogrammet har förkortat numret till {digits} siffror, och resten är borta. Formatera kolumnen som text och fyll i numret på nytt.} other {Bara siffror och ett bindestreck före de fyra sista får förekomma.}}}}`,
    I03: '{field} innehåller ett födelsedatum som inte finns eller inte kan stämma. Kontrollera numret.',
    I04: '{field} har fel kontrollsiffra: någon siffra är fel. Kontrollera numret mot din källa.',
    I05: '{field} är skrivet som ett organisationsnummer (16…), men tredje siffran är mindre än 2. Ett personnummer ska börja med århundradet i stället för 16.',
    I06: '{field} är ett samordningsnummer med okänd födelsedag (60). Kontrollera att det är rätt person.',
    I07: '{field} är ett av Skatteverkets testnummer och får inte förekomma i en riktig fil. Ange personens eget nummer.',
    I08: '{field} ska vara åtta siffror.',
    D01: '{field} saknas. Fyll i datumet.',
    D02: `{case, select,
      date {{field} är ett datum som inte finns. Rätta det.}
      month {{field} är en månad som inte finns. Rätta den.}
      monthForm {{field} ska skrivas ÅÅÅÅMM.}
      ambiguous {{field} kan betyda två olika dagar. Vi gissar inte: skriv ÅÅÅÅ-MM-DD.}
      short {{field} saknar århundrade eller år. Vi gissar inte: skriv ÅÅÅÅ-MM-DD.}
      table {{field} går inte att läsa som ett datum. Skriv ÅÅÅÅ-MM-DD.}
      other {{field} ska skrivas ÅÅÅÅ-MM-DD i XML och ÅÅÅÅMMDD i fasta positioner.}}`,
    D03: `{case, select,
      period {{field} är {date} och ligger utanför redovisningsperioden {period}. Rätta det ena av dem.}
      other {{field} är {date}, vilket är i framtiden. Rätta datumet.}}`,
    D04: '{field} är {date}, före {earliest} då sjuklönelagen började gälla. Rätta datumet.',
    D05: 'Sjuklöneperioden är inte slut: dess sista dag är {last}. Anmäl tidigast {from}, om personen fortfarande är sjuk då.',
    D06: 'Anmälan är sen: sjuklöneperioden slutade {last} och anmälan skulle ha lämnats senast {due}. Skicka den ändå.',
    D07: `{case, select,
      order {Den tidigare perioden {from}–{to} slutar innan den börjar. Rätta datumen.}
      after {Den tidigare perioden {from}–{to} ligger efter första sjukdagen {first}. Rätta datumen.}
      firstDay {Den tidigare perioden {from}–{to} går in i det här sjukfallet, som börjar {first}. Den ska sluta dagen före eller tidigare.}
      other {Den tidigare perioden {from}–{to} har minst en dag gemensam med perioden {otherFrom}–{otherTo}. Rätta datumen.}}`,
    D08: 'Den tidigare perioden slutade {ended}, mer än {gap} dagar före {next}. Den räknas därför inte in i sjuklöneperioden. Kontrollera datumen.',
    D09: 'Anställningen upphörde {ended}, men sjuklöneperioden slutar först {last}. Då ska ingen sjukanmälan lämnas. Är sista anställningsdagen fel: rätta eller ta bort den. Är den rätt: ta bort sjukfallet och räkna om antalen.',
    D10: 'Första sjukdagen är {date}, för mer än tolv månader sedan. Kontrollera årtalet. Är det rätt är anmälan sen; skicka den ändå.',
    C01: `{case, select,
      key {Post {otherRecord} på rad {otherLine} har redan samma uppgifter ({key}). Ta bort den ena, eller rätta det som ska skilja dem åt.}
      other {{person} med första sjukdag {date} finns redan i filen, som sjukfall {otherRecord} på rad {otherLine}. Ta bort det ena.}}`,
    C02: '{person} har ett annat sjukfall {days, plural, one {en dag} other {# dagar}} ifrån, sjukfall {otherRecord} på rad {otherLine}. Hör de ihop ska det första anges som tidigare period i det andra.',
    C03: 'Referensen används redan i post {otherRecord}, rad {otherLine}. Ge varje sjukfall en egen referens, så att det går att hitta.',
  },
} as const

type Words = { readonly [K in keyof typeof sv]: { readonly [C in keyof (typeof sv)[K]]: string } }

const en: Words = {
  titles: {
    F01: 'The file is empty',
    F02: 'The wrong kind of file',
    F03: 'The wrong character encoding',
    F04: 'The file is broken',
    F05: 'A DOCTYPE that is not allowed',
    F06: 'The file is not built as described',
    F07: 'The file is too large',
    F08: 'The counts do not agree',
    F09: 'A test file in production',
    F10: 'Too many records',
    F11: 'The same file has been sent before',
    F12: 'An employer you do not act for',
    F13: 'This has been reported before',
    F14: 'Wrong time of making',
    T01: 'A text is missing or too long',
    T02: 'Characters that are not allowed in text',
    T03: 'Not an e-mail address',
    T04: 'Not a valid number',
    I01: 'A number is missing',
    I02: 'A number has the wrong form',
    I03: 'The birth date in the number is wrong',
    I04: 'The wrong check digit',
    I05: 'Not an organisation number',
    I06: 'A coordination number without a day of birth',
    I07: 'A test number in production',
    I08: 'Not a CFAR number',
    D01: 'A date is missing',
    D02: 'Not a valid date',
    D03: 'A date outside what is allowed',
    D04: 'First sick day before 1992',
    D05: 'Too early to report',
    D06: 'The notice is late',
    D07: 'Earlier periods do not fit together',
    D08: 'An earlier period does not count',
    D09: 'The employment ended within the sick-pay period',
    D10: 'First sick day more than a year ago',
    C01: 'The same thing twice',
    C02: 'Two cases close to each other',
    C03: 'A reference used twice',
  },
  texts: {
    F01: 'The file is empty. Make it anew in the payroll system.',
    F02: `{case, select,
      otherService {The file belongs to another e-service: {service}. Choose that one, or another file.}
      otherFixed {The file has fixed positions but belongs to another e-service. Files for this one begin with 00SJUKAN.}
      otherRoot {The file’s outermost element is called “{found}”. It should be “{expected}”. See that you have chosen the right file.}
      namespace {The file belongs to another version: its namespace is “{found}” and should be “{expected}”.}
      webPage {The file is a web page. See that you have chosen the file from the payroll system.}
      csv {The file looks like a table (CSV). The e-service takes no tables. Export the file as XML from the payroll system.}
      zip {The file is an Excel sheet or a ZIP archive. The e-service takes neither. Unpack the archive, or export the file as XML from the payroll system.}
      excel {The file is an older Excel document. The e-service takes no tables. Export the file as XML from the payroll system.}
      table {The file looks like a table (CSV or Excel). A table is converted to XML before it is sent: choose the file on the portal’s page for handing in, with JavaScript on.}
      noHeadings {No row at the beginning of the table has headings that are known. Write the headings in the first row, for example Personal identity number and First sick day.}
      oldExcel {The file is an older Excel document (.xls). Save it as an Excel workbook (.xlsx) or CSV.}
      lockedExcel {The file is protected by a password and cannot be read. Save it without the password.}
      binaryExcel {The file is a binary Excel workbook (.xlsb). Save it as an Excel workbook (.xlsx) or CSV.}
      openDocument {The file is an OpenDocument spreadsheet (.ods). Save it as an Excel workbook (.xlsx) or CSV.}
      brokenExcel {The Excel workbook is damaged and cannot be read. Open it in Excel and save it again.}
      otherZip {The file is a ZIP archive. Unpack it and choose the file inside.}
      gzip {The file is compressed (gzip). Unpack it and choose the file inside.}
      pdf {The file is a PDF. Choose the file that the payroll system has made for file transfer.}
      picture {The file is a picture. Choose the file that the payroll system has made for file transfer.}
      other {The file’s content cannot be recognised. It should be XML or have fixed positions. See that you have chosen the right file.}}`,
    F03: `{case, select,
      utf16 {The file is encoded in UTF-16 or UTF-32. Save it in UTF-8.}
      unsupported {The file says that it is encoded in {declared}. It should be one of: {allowed}.}
      bom {The file begins with UTF-8’s byte order mark, but should be encoded in {declared}. Save it without the mark, or state the right encoding.}
      notUtf8 {There is a byte here ({byte}) that cannot be UTF-8, though the file is marked as UTF-8. If it is only here: correct the character. If å, ä and ö are wrong in the whole file it has been saved in ISO-8859-1: say so in the XML declaration, or save the file in UTF-8.}
      notUtf8Table {There is a byte here ({byte}) that cannot be UTF-8, though the file begins with UTF-8’s byte order mark. Correct the character in the cell, or save the table anew as CSV UTF-8.}
      disguised {The file should be encoded in ISO-8859-1 but has been saved in UTF-8; å, ä and ö go wrong. Save it in ISO-8859-1, or state UTF-8 in the XML declaration.}
      nul {There is a NUL character here. The file is probably damaged. Make it anew.}
      control {There is a control character here (byte {sign}) that may not occur. It may have replaced a real one: compare with your source, and remove it or put in the right one.}
      other {The XML declaration states the encoding in a way that cannot be relied on. Write it as in the description.}}`,
    F04: `{case, select,
      cutOff {The file ends in the middle. It has probably been cut off: fetch it or make it anew.}
      noRoot {The file has no content after its beginning. Make it anew.}
      mismatch {{of, select,
        tag {The end tag “{found}” does not fit: it is “{expected}” (from line {openLine}) that should end here. Correct the name, or add what is missing.}
        other {An end tag does not belong to the element that is open. See that every element ends in the right order.}}}
      entity {There is an & here that does not begin a valid reference. Write &amp; for the character &.}
      duplicate {An attribute stands twice in one tag. Remove one of them.}
      outside {There is text outside the outermost element. Remove it.}
      secondRoot {After the outermost element another begins. A file has only one.}
      quotes {In the tag “{found}” (from line {openLine}) stands a word without an equals sign and a value in quotation marks. If the tag’s name is broken by a space or a line break, remove it. If it is an attribute, write it as name="value".}
      tag {The character {found} here may not stand in a tag. If the tag is damaged: correct it. If a < is meant as text: write &lt;.}
      cdataEnd {The characters ]]> stand in a text here, which XML does not allow. Remove them.}
      noSpace {Two attributes in a tag stand without a space between them. Add one.}
      comment {A comment is wrong: between <!-- and --> there may be no two hyphens in a row. Correct or remove it.}
      instruction {What begins with <? is wrong. First in the file it should say <?xml version="1.0". Elsewhere: remove it.}
      sign {There is a character here (code {sign}) that may not occur in XML. Remove it.}
      declaration {The XML declaration is wrong or does not stand first in the file. It should look like this: <?xml version="1.0" encoding="UTF-8"?>}
      version {The file says that it is another version of XML than 1.0. State version 1.0.}
      long {There is a piece of more than a million characters without an end. The file is damaged or not made for this e-service.}
      attributes {A tag has more than a thousand attributes. The file is damaged or not made for this e-service.}
      deep {The elements lie in more than a thousand levels. The file is damaged or not made for this e-service.}
      tooLong {The record is {length} characters long: {difference} too many. It should be exactly {expected} before the line end.{odd, select, none {} other { At position {oddAt} stands a character that cannot be seen (byte {odd}).}}}
      tooShort {The record is {length} characters long: {difference} too few. It should be exactly {expected} before the line end.{odd, select, none {} other { At position {oddAt} stands a character that cannot be seen (byte {odd}).}}}
      recordType {There is no record type “{found}”. It should be one of: {allowed}.}
      afterQuote {After the quotation mark here comes more text and a new quotation mark. A delimiter between two cells is probably missing: put it in.}
      openQuote {A quotation mark that begins here is never closed. Remove it, or put another at the end of the cell.}
      columns {The row has more than {max, number} columns. Remove those that are not needed.}
      lineEnds {This line ends with {found}, those before with {expected}. Use the same in the whole file.}
      other {Here the file breaks the rules of XML. Make it anew, or mend the place.}}`,
    F05: `{case, select,
      subset {The file has definitions of its own in its DOCTYPE. They are not accepted. Remove everything between the square brackets, or the whole DOCTYPE.}
      none {Files for this e-service should have no DOCTYPE. Remove it.}
      other {The file’s DOCTYPE is another than the description’s. Write <!DOCTYPE {name} SYSTEM "{system}"> or remove it.}}`,
    F06: `{case, select,
      missing {“{found}” is missing in “{parent}”. Add it.}
      missingAttribute {The attribute “{found}” is missing in “{parent}”. Add it.}
      unknown {{of, select,
        misspelt {“{found}” does not belong in “{parent}”. It should probably be “{expected}”: correct the spelling.}
        other {“{found}” does not belong in “{parent}”. If the name is damaged or misspelt: correct it. If not: remove it. What stands inside has not been checked.}}}
      unknownAttribute {{of, select,
        misspelt {The attribute “{found}” does not belong in “{parent}”. It should probably be “{expected}”: correct the spelling.}
        other {The attribute “{found}” does not belong in “{parent}”. If the name is damaged or misspelt: correct it. If not: remove it. What stands inside has not been checked.}}}
      repeated {“{found}” stands too many times in “{parent}”. Remove what is too much.}
      misplaced {“{found}” stands in the wrong place in “{parent}”. Move it so that the order is the description’s.}
      text {There is text directly in “{parent}”. Remove it, or put it in the right element.}
      value {{field} is “{found}”. Allowed: {allowed}.}
      missingColumn {The table has no column for this: {field}. Add it.}
      repeatedColumn {There is a column “{found}” already. Remove one of them.}
      extraCell {The row has more cells than the row of headings. A text that holds a semicolon or a comma should stand in quotation marks.}
      varies {{field} should be the same in the whole file, but is “{found}” here and “{expected}” on row {row}. Correct the wrong one. If both are right: divide the table.}
      noRows {The table has no cases under its headings. Add them.}
      missingRecord {Record {found} is missing. Add it.}
      recordOrder {Record {found} may not stand after record {before}. It should stand right after one of: {allowed}.}
      afterEnd {Record {found} stands after the end record. Move it before the end record, or remove it.}
      repeatedRecord {Record {found} stands too many times. At most {max} may stand here.}
      notBlank {Positions {from}–{to} of record {found} should be blank.}
      noneOf {For {choice} one of these should be there: {allowed}. Add one of them.}
      severalOf {For {choice} only one of these should be there: {allowed}. Remove one of them.}
      otherChoice {“{found}” does not belong to {choice}. Remove it, or change the type of absence.}
      other {Here the file is not built as described.}}`,
    F07: `{case, select,
      unpacked {The workbook becomes larger than {max, number} bytes when it is unpacked. Divide it, or remove what does not belong to the table.}
      other {The file is larger than {max, number} bytes, which is the most this e-service takes. Divide it.}}`,
    F08: `{case, select,
      differs {{field} is stated as {stated, number}, but the file holds {actual, number}. See that the file is whole and mend the count.}
      other {{field} is no number. The file holds {actual, number}.}}`,
    F09: 'The file is marked as a test file and cannot be sent in earnest. Make it anew without the test mark.',
    F10: 'The file has more than {max, number} records. Divide it into several files.',
    F11: `{case, select,
      repeat {Exactly this file was handed in on {date} with reference {reference}{of, select, known { and got kvittensID {kvittensId}} other {}}. Hand it in again and you get the same receipt; it is not sent once more.}
      other {Exactly this file was handed in on {date} with reference {reference}{of, select, known { and got kvittensID {kvittensId}} other {}}. Handed in again it is a new submission. Do that only if you mean to.}}`,
    F12: '{employer} is not an employer that you act for now. Change company, or remove the employer from the file.',
    F13: `{case, select,
      notCompared {The file has more than {max, number} records. The last {count, number} are not compared with what was handed in before.}
      other {The same person and first day were handed in on {date} with reference {reference}. Make sure that you mean it: a correction can be sent again, a repeat should be taken out of the file.}}`,
    F14: `{case, select,
      missing {It is not stated when the file was made. Add date and time.}
      future {The file says that it was made {found}, which is in the future. See to the computer’s clock and make the file anew.}
      other {The time the file was made should be written YYYY-MM-DDThh:mm:ss in XML and YYYYMMDDhhmmss in fixed positions.}}`,
    T01: `{case, select,
      missing {{field} is missing. Fill it in, or leave it out where it is optional.}
      other {{field} is {length} characters long. At most {max} fit. Shorten the text.}}`,
    T02: `{case, select,
      control {{field} holds a control character ({sign}). It is often a Windows-1252 character, such as a dash or curly quotes, in a file marked ISO-8859-1. Replace it.}
      direction {{field} holds an invisible character that changes the direction of reading ({sign}). Remove it.}
      replacement {{field} holds a replacement character ({sign}): a character has been lost. Write the text again.}
      other {{field} holds an invisible character ({sign}). Remove it.}}`,
    T03: '{field} cannot be an e-mail address. Write it as name@example.com.',
    T04: `{case, select,
      digits {{field} should be {min}–{max} digits.}
      other {{field} should be a number between {min} and {max} with at most {decimals} decimals after a point.}}`,
    I01: '{field} is missing. Fill in the number.',
    I02: `{of, select,
      twelve {{field} has the wrong form. It should be twelve digits.}
      person {{field} has the wrong form. {case, select, length {It has {digits} digits and should have 10 or 12.} letter {It may not hold letters: reserve numbers are not accepted.} rounded {A spreadsheet has shortened it to {digits} digits, and the rest is lost. Format the column as text and fill in the number again.} other {Only digits and a hyphen (or plus) before the last four may stand in it.}}}
      other {{field} has the wrong form. {case, select, length {It has {digits} digits. An organisation number has 10, a personal identity number 10 or 12.} letter {It may not hold letters.} rounded {A spreadsheet has shortened it to {digits} digits, and the rest is lost. Format the column as text and fill in the number again.} other {Only digits and a hyphen before the last four may stand in it.}}}}`,
    I03: '{field} holds a birth date that does not exist or cannot be right. See to the number.',
    I04: '{field} has the wrong check digit: some digit is wrong. Compare the number with your source.',
    I05: '{field} is written as an organisation number (16…), but its third digit is less than 2. A personal identity number begins with the century instead of 16.',
    I06: '{field} is a coordination number with an unknown day of birth (60). See that it is the right person.',
    I07: '{field} is one of Skatteverket’s test numbers and may not stand in a real file. Give the person’s own number.',
    I08: '{field} should be eight digits.',
    D01: '{field} is missing. Fill in the date.',
    D02: `{case, select,
      date {{field} is a date that does not exist. Mend it.}
      month {{field} is a month that does not exist. Mend it.}
      monthForm {{field} should be written YYYYMM.}
      ambiguous {{field} can mean two different days. We do not guess: write YYYY-MM-DD.}
      short {{field} has no century or no year. We do not guess: write YYYY-MM-DD.}
      table {{field} cannot be read as a date. Write YYYY-MM-DD.}
      other {{field} should be written YYYY-MM-DD in XML and YYYYMMDD in fixed positions.}}`,
    D03: `{case, select,
      period {{field} is {date}, outside the reporting period {period}. Mend one of them.}
      other {{field} is {date}, which is in the future. Mend the date.}}`,
    D04: '{field} is {date}, before {earliest} when the Sick Pay Act came into force. Mend the date.',
    D05: 'The sick-pay period has not ended: its last day is {last}. Report at the earliest {from}, if the person is still ill then.',
    D06: 'The notice is late: the sick-pay period ended {last} and the notice was due {due}. Send it all the same.',
    D07: `{case, select,
      order {The earlier period {from}–{to} ends before it begins. Mend the dates.}
      after {The earlier period {from}–{to} lies after the first sick day {first}. Mend the dates.}
      firstDay {The earlier period {from}–{to} runs into this case, which begins {first}. It should end the day before or earlier.}
      other {The earlier period {from}–{to} shares at least a day with the period {otherFrom}–{otherTo}. Mend the dates.}}`,
    D08: 'The earlier period ended {ended}, more than {gap} days before {next}. So it does not count towards the sick-pay period. See to the dates.',
    D09: 'The employment ended {ended}, but the sick-pay period does not end until {last}. Then no notice is due. If the last day of employment is wrong: correct or remove it. If it is right: remove the case and count anew.',
    D10: 'The first sick day is {date}, more than twelve months ago. See to the year. If it is right, the notice is late; send it all the same.',
    C01: `{case, select,
      key {Record {otherRecord} on line {otherLine} already has the same values ({key}). Remove one of them, or correct what should tell them apart.}
      other {{person} with first sick day {date} stands already in the file, as case {otherRecord} on line {otherLine}. Remove one of them.}}`,
    C02: '{person} has another case {days, plural, one {one day} other {# days}} away, case {otherRecord} on line {otherLine}. If they belong together, the first should be given as an earlier period in the second.',
    C03: 'The reference is already used in record {otherRecord}, line {otherLine}. Give each case a reference of its own, so that it can be found.',
  },
}

export const findingMessages = { sv, en } as const
