// What is wrong and what to do, by rule. Where it is, the report says. {field} is the field's name in words; `case` tells cases of a rule apart.
// A word that belongs to one sort of e-service is chosen by `cases` or `law`, or taken as `mark` or `headings` (service-words.ts).

import { LIMITS } from '#lib/limits.ts'
import { digits } from './spelling.ts'

export const findingTextsSv = {
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
    F15: 'Personnummer i filnamnet',
    F16: 'Tabellen visar inte det som skickas',
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
    D04: '{law, select, sickPayAct {Första sjukdag före sjuklönelagen} other {För tidigt datum}}',
    D05: 'För tidigt att anmäla',
    D06: 'Anmälan är sen',
    D07: 'Tidigare perioder går inte ihop',
    D08: 'Tidigare period räknas inte in',
    D09: 'Anställningen upphörde under sjuklöneperioden',
    D10: 'Första sjukdag för länge sedan',
    C01: 'Samma uppgift två gånger',
    C02: '{cases, select, sickLeave {Två sjukfall nära varandra} other {Två poster nära varandra}}',
    C03: 'Referens använd två gånger',
  },
  /** After the sentence of any rule. */
  more: {
    found: '{of, select, cell {I cellen} other {I filen}} står det ”{found}”.',
    everyCase: `{cases, select, sickLeave {Alla {count, number} sjukfall} other {Alla {count, number} poster}} har samma fel. {cure, select, replace {Rätta det en gång med sök och ersätt.} other {Rätta det en gång, där filen skapas.}}`,
  },
  texts: {
    F01: 'Filen är tom. Skapa filen på nytt i lönesystemet.',
    F02: `{case, select,
      otherService {{other, select, franvarouppgift {Filen är en arbetsgivardeklaration (AGI), som lämnas till Skatteverket. Frånvarouppgifterna i den kontrolleras i e-tjänsten {service}. Välj den e-tjänsten, eller {cases, select, sickLeave {filen med sjukanmälningar} other {filen för e-tjänsten}}.} other {Filen hör till en annan e-tjänst: {service}. Välj den e-tjänsten, eller en annan fil.}}}
      otherFixed {Filen är i fasta positioner men hör till en annan e-tjänst. {mark, select, none {Den här e-tjänsten tar inte emot sådana filer.} other {Den här e-tjänstens filer börjar med {mark}.}}}
      otherRoot {Filens yttersta element heter ”{found}”. Det ska heta ”{expected}”. Kontrollera att du valt rätt fil.}
      namespace {Filen hör till en annan version: namnrymden är ”{found}” och ska vara ”{expected}”.}
      webPage {Filen är en webbsida. Har lönesystemet sparat den som .xls: öppna den i Excel och spara den som Excelarbetsbok (.xlsx). Annars: välj {cases, select, sickLeave {filen med sjukanmälningar} other {filen för e-tjänsten}}.}
      csv {Filen ser ut att vara en tabell (CSV). E-tjänsten tar inte emot tabeller. Exportera filen som XML från lönesystemet.}
      excel {Filen är ett kalkylblad. E-tjänsten tar inte emot tabeller. Exportera filen som XML från lönesystemet.}
      table {Filen ser ut att vara en tabell (CSV eller Excel). En tabell omvandlas till XML innan den skickas: välj filen i portalen på sidan Lämna fil, med JavaScript påslaget.}
      noHeadings {{of, select, sheet {Vi läste bladet ”{found}” ({nth} av {max}). } other {}}Ingen rad i början av tabellen har rubriker som känns igen. Skriv rubrikerna på första raden{headings, select, none {} other {, till exempel {headings}}}.}
      oldExcel {Filen är ett äldre Exceldokument (.xls). Spara den som Excelarbetsbok (.xlsx) eller CSV.}
      lockedExcel {Filen är skyddad med lösenord och går inte att läsa. Spara den utan lösenord.}
      binaryExcel {Filen är en binär Excelarbetsbok (.xlsb). Spara den som Excelarbetsbok (.xlsx) eller CSV.}
      openDocument {Filen är ett OpenDocument-kalkylblad (.ods). Spara den som Excelarbetsbok (.xlsx) eller CSV.}
      brokenExcel {Excelarbetsboken är skadad och går inte att läsa. Öppna den i Excel och spara den på nytt.}
      otherZip {Filen är ett ZIP-arkiv{count, plural, =0 {} one { med en fil: {found}} other { med # filer, bland dem {found}}}. Packa upp det och välj filen som ligger i det.}
      webTable {Filen är en webbsida med en tabell, som en del lönesystem sparar med namnet .xls. Öppna den i Excel och spara den som Excelarbetsbok (.xlsx) eller CSV UTF-8.}
      xmlExcel {Filen är ett kalkylblad i Excels äldre XML-format. Öppna den i Excel och spara den som Excelarbetsbok (.xlsx) eller CSV UTF-8.}
      paxml {Filen är en PAXml-fil, som för över löne- och tidunderlag mellan system. Välj {cases, select, sickLeave {filen med sjukanmälningar} other {filen för e-tjänsten}} i lönesystemet, eller exportera en tabell därifrån.}
      skatteverket {Filen är gjord för Skatteverket och hör inte hit. Välj {cases, select, sickLeave {filen med sjukanmälningar} other {filen för e-tjänsten}} i lönesystemet.}
      ku {Filen är kontrolluppgifter och lämnas till Skatteverket. Välj {cases, select, sickLeave {filen med sjukanmälningar} other {filen för e-tjänsten}} i lönesystemet.}
      sru {Filen är en SRU-fil med blanketter eller kontrolluppgifter till Skatteverket. Välj {cases, select, sickLeave {filen med sjukanmälningar} other {filen för e-tjänsten}} i lönesystemet.}
      sie {Filen är en SIE-fil med bokföring. Välj {cases, select, sickLeave {filen med sjukanmälningar} other {filen för e-tjänsten}} i lönesystemet.}
      bankFile {Filen är en betalfil eller ett bankmeddelande ({found}) och hör till banken. Välj {cases, select, sickLeave {filen med sjukanmälningar} other {filen för e-tjänsten}} i lönesystemet.}
      json {Filen är JSON. E-tjänsten tar inte emot det. Välj {cases, select, sickLeave {filen med sjukanmälningar} other {filen för e-tjänsten}} i lönesystemet, i något av e-tjänstens format.}
      mail {Filen är ett sparat mejl. Öppna mejlet, spara den bifogade filen och välj den.}
      document {Filen är ett dokument ({found}). Ur ett dokument kan inget läsas. Välj {cases, select, sickLeave {filen med sjukanmälningar} other {filen för e-tjänsten}} i lönesystemet, eller skriv uppgifterna i en tabell i Excel.}
      headless {Tabellen har ingen rubrikrad: första raden är redan en uppgift. Skriv rubriker på en rad överst{headings, select, none {} other {, till exempel {headings}}}.}
      archive {Filen är ett komprimerat arkiv. Packa upp det och välj filen som ligger i det.}
      gzip {Filen är komprimerad (gzip). Packa upp den och välj filen som ligger i den.}
      pdf {Filen är en PDF. Välj filen som lönesystemet skapat för filöverföring.}
      picture {Filen är en bild. Välj filen som lönesystemet skapat för filöverföring.}
      other {Filens innehåll går inte att känna igen. Den ska vara XML eller ha fasta positioner. Kontrollera att du valt rätt fil.}}`,
    F03: `{case, select,
      utf16 {Filen är kodad i UTF-16 eller UTF-32. Spara den i UTF-8.}
      unsupported {Filen säger sig vara kodad i {declared}. Den ska vara kodad i någon av: {allowed}.}
      bom {Filen börjar med UTF-8:s bytemärke (BOM), men ska vara kodad i {declared}. Spara den utan märket, eller ange rätt kodning.}
      otherEncoding {Å, ä och ö är sparade i ett annat teckensätt än filen säger{of, select, text { (första gången i ”{found}”, rad {line})} other {}}. Spara filen i UTF-8, eller skriv encoding="ISO-8859-1" i XML-deklarationen.}
      mixed {Filen blandar teckensätt: {count, plural, one {ett tecken är inte sparat} other {# tecken är inte sparade}} i UTF-8, fast andra är det{of, select, text { (första gången i ”{found}”, rad {line})} other {}}. Skriv {count, plural, one {det tecknet} other {de tecknen}} på nytt och spara filen i UTF-8.}
      notUtf8 {Här står ett tecken (värdet {byte}) som är skrivet i en annan teckenkodning än UTF-8, som filen är märkt med. Är det bara här: rätta tecknet. Är å, ä och ö fel i hela filen är den sparad i ISO-8859-1: ange det i XML-deklarationen, eller spara filen i UTF-8.}
      notUtf8Table {Här står ett tecken (värdet {byte}) som är skrivet i en annan teckenkodning än UTF-8, som filen är märkt med. Rätta tecknet i cellen, eller spara tabellen på nytt som CSV UTF-8.}
      thirdEncoding {Tabellen är varken sparad i UTF-8 eller i Windows-1252: här står ett tecken (värdet {byte}) mitt i ett ord som inte går att läsa. {of, select, dos {Den är troligen sparad som CSV (MS-DOS).} mac {Den är troligen sparad som CSV (Macintosh).} other {}} Å, ä och ö skulle bli fel, och vi gissar inte. Öppna tabellen i Excel, se att å, ä och ö är rätt och spara den som CSV UTF-8.}
      utf8Fixed {Filen är sparad i UTF-8{of, select, bom { (den börjar med ett bytemärke, BOM)} other {}}. Den ska vara i ISO-8859-1 (kallas även Windows-1252 eller ANSI). Spara den på nytt i den teckenkodningen.}
      disguised {Filen ska vara kodad i ISO-8859-1 men är sparad i UTF-8; å, ä och ö blir fel. Spara den i ISO-8859-1, eller ange UTF-8 i XML-deklarationen.}
      nul {Här finns ett nolltecken (NUL). Filen är troligen skadad. Skapa den på nytt.}
      control {Här finns ett osynligt tecken (värdet {sign}) som inte får förekomma. Det kan ha ersatt ett riktigt tecken: jämför med källan, och ta bort det eller sätt dit rätt tecken.}
      other {XML-deklarationen anger teckenkodningen på ett sätt som inte går att lita på. Skriv den som i beskrivningen.}}`,
    F04: `{case, select,
      cutOff {{of, select,
        tag {Filen slutar mitt i: ”{found}” (från rad {openLine}) är inte avslutad. Filen är troligen avkapad: hämta eller skapa den på nytt. Är den hel i övrigt: lägg till sluttaggen.}
        other {Filen slutar mitt i. Den är troligen avkapad: hämta eller skapa den på nytt.}}}
      noRoot {Filen har inget innehåll utöver inledningen. Skapa den på nytt.}
      mismatch {{of, select,
        tag {Sluttaggen ”{found}” passar inte: det är ”{expected}” (från rad {openLine}) som ska avslutas här. Rätta namnet, eller lägg till det som saknas.}
        start {Starttaggen ”{found}” passar inte: elementet avslutas som ”{expected}”. Rätta namnet.}
        other {En sluttagg hör inte till det element som är öppet. Kontrollera att varje element avslutas i rätt ordning.}}}
      entity {{of, select,
        unknown {{found} är ingen beteckning i XML. Skriv tecknet självt. Är det ett &-tecken i en text: skriv &amp; för det.}
        unended {{found} saknar sitt semikolon. Skriv {found};}
        noCharacter {{found} står för ett tecken som inte finns eller inte får stå i XML. Skriv tecknet självt, eller ta bort det.}
        other {Här står ett &-tecken som inte inleder en giltig beteckning. Skriv &amp; för tecknet &.}}}
      less {Här står ett < i en text. Skriv &lt; för det.}
      unquoted {{of, select,
        end {Värdet på attributet ”{found}” saknar sitt sista citattecken. Sätt dit det.}
        other {Värdet på attributet ”{found}” ska stå inom citattecken: {found}="värde". Sätt dit dem.}}}
      tagEnd {Taggen ”{found}” saknar sitt avslutande > här. Sätt dit det.}
      endTag {Sluttaggen för ”{found}” är felskriven. Efter snedstrecket ska bara elementets namn stå.}
      slash {Sluttaggen för ”{found}” saknar sitt snedstreck. Skriv ”/{found}”.}
      missingStart {Starttaggen ”{found}” saknas här. Lägg till den före det som står här.}
      missingEnd {Sluttaggen ”/{found}” saknas: elementet börjar på rad {openLine} och är inte avslutat när ”{before}” kommer. Lägg till den före.}
      strayEnd {Sluttaggen ”/{found}” har ingen starttagg. Ta bort den, eller lägg till starttaggen.}
      crossing {Sluttaggarna korsar varandra: ”{expected}” (från rad {openLine}) ska avslutas före ”{found}”. Låt sluttaggarna byta plats.}
      unclosed {Taggen ”{found}” har ingen sluttagg och finns inte i beskrivningen. Ta bort den. Är det ett < i en text: skriv &lt; för det.}
      stretch {Det som börjar här saknar sitt slut, {found}. Lägg till det, eller ta bort det som börjar här.}
      duplicate {Attributet ”{found}” står två gånger i samma tagg. Ta bort det ena.}
      outside {Här står text utanför det yttersta elementet. Ta bort den.}
      secondRoot {Efter det yttersta elementet börjar ett till. En fil ska ha ett enda.}
      quotes {I taggen ”{found}” (från rad {openLine}) står ett ord utan likhetstecken och värde inom citattecken. Är taggens namn avbrutet av ett mellanslag eller radbyte, ta bort det. Är det ett attribut, skriv det som namn="värde".}
      tag {Tecknet {found} här får inte finnas i en tagg. Är taggen skadad: rätta den. Ska ett < stå i en text: skriv &lt;.}
      cdataEnd {Här står tecknen ]]> i en text, vilket XML inte tillåter. Ta bort dem.}
      noSpace {Två attribut i en tagg står utan mellanslag mellan sig. Sätt dit ett.}
      comment {{of, select,
        open {Kommentaren som börjar här är inte avslutad. Sätt --> där den slutar, eller ta bort den.}
        other {En kommentar är felskriven: mellan <!-- och --> får två bindestreck inte stå i rad. Rätta eller ta bort den.}}}
      instruction {Det som börjar med <? är felskrivet. Först i filen ska det stå <?xml version="1.0". På andra ställen: ta bort det.}
      sign {Här står ett tecken (kod {sign}) som inte får förekomma i XML. Ta bort det.}
      declaration {XML-deklarationen är felskriven eller står inte först i filen. Den ska se ut så här: <?xml version="1.0" encoding="UTF-8"?>}
      version {Filen säger sig vara en annan version av XML än 1.0. Ange version 1.0.}
      long {Här finns ett stycke på mer än ${digits(LIMITS.xmlStretchCharacters, 'sv')} tecken utan slut. Filen är skadad eller inte gjord för e-tjänsten.}
      attributes {En tagg har över ${digits(LIMITS.xmlAttributes, 'sv')} attribut. Filen är skadad eller inte gjord för e-tjänsten.}
      deep {Elementen ligger i över ${digits(LIMITS.xmlLevels, 'sv')} nivåer. Filen är skadad eller inte gjord för e-tjänsten.}
      tooLong {Posten är {length} tecken lång: {difference} för mycket. Den ska vara exakt {expected} tecken före radslutet.{odd, select, none {} other { På position {oddAt} står ett tecken som inte syns (byte {odd}).}}}
      tooShort {Posten är {length} tecken lång: {difference} för lite. Den ska vara exakt {expected} tecken före radslutet.{odd, select, none {} other { På position {oddAt} står ett tecken som inte syns (byte {odd}).}}}
      stripped {Alla {count, number} rader är för korta: blanktecknen sist har tagits bort, ofta av en texteditor. Varje rad ska vara exakt {expected} tecken. Fyll ut med blanktecken, eller skapa filen på nytt.}
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
      missing {”{found}” saknas i ”{parent}”. Lägg till det{of, select, after { efter ”{beside}”} before { före ”{beside}”} other {}}.}
      missingAttribute {Attributet ”{found}” saknas i ”{parent}”. Lägg till det.}
      unknown {{of, select,
        misspelt {”{found}” hör inte hemma i ”{parent}”. Det ska troligen vara ”{expected}”: rätta stavningen.}
        other {”{found}” hör inte hemma i ”{parent}”. Är namnet skadat eller felstavat: rätta det. Annars: ta bort det. Vad som står i det är inte kontrollerat.}}}
      unknownAttribute {{of, select,
        misspelt {Attributet ”{found}” hör inte hemma i ”{parent}”. Det ska troligen vara ”{expected}”: rätta stavningen.}
        other {Attributet ”{found}” hör inte hemma i ”{parent}”. Är namnet skadat eller felstavat: rätta det. Annars: ta bort det. Vad som står i det är inte kontrollerat.}}}
      repeated {”{found}” står för många gånger i ”{parent}”. Ta bort det som är för mycket.}
      misplaced {{found} {of, select, before {står före {beside}} other {står efter {beside}}} i ”{parent}”. Ordningen ska vara {order}.}
      text {Här står text direkt i ”{parent}”. Ta bort den, eller sätt den i rätt element.}
      value {{known, select, yes {{field} är ”{found}”.} other {{field} har ett värde som inte är tillåtet.}} Tillåtet är: {allowed}.}
      missingColumn {{of, select,
        missing {Vi hittar ingen kolumn för uppgiften: {field}. Är det ”{found}”? Skriv i så fall {columns} som rubrik. Annars: lägg till en kolumn.}
        other {Tabellen saknar en kolumn för uppgiften: {field}. Lägg till den.}}}
      likeColumn {Rubriken ”{found}” liknar en som vi känner till. Skriv {columns} om det är den uppgiften. Är det något annat: ta bort kolumnen, eller ge den en annan rubrik.}
      sumRow {Rad {row}{known, select, yes { ({found})} other {}} ser ut som en summarad{count, plural, one {} other {, och det gör # rader}}. Ta bort sådana rader ur tabellen. Är det en person: skriv personnummer och datum på raden.}
      otherLayout {{of, select,
        sheet {Arbetsboken har inte det blad som företaget har valt. Döp bladet som förut, eller gå igenom hur tabellen läses på nytt i portalen.}
        format {Företaget har valt hur en annan sorts tabell läses (CSV eller Excel). Spara tabellen som förut, eller gå igenom hur den läses på nytt i portalen.}
        other {Rubrikerna är andra än de som företaget har gått igenom.{added, select, none {} other { Nya: {added}.}}{gone, select, none {} other { Borta: {gone}.}} Skriv dem som förut, eller gå igenom hur tabellen läses på nytt i portalen.}}}
      ambiguousColumn {{of, select, missing {Vi hittar ingen kolumn för uppgiften: {field}. Är det ”{found}”? } other {}}Rubriken ”{found}” kan betyda flera saker. Skriv den i stället som {columns}, efter vad som står i kolumnen. Är det något annat: ta bort kolumnen. Vi gissar inte, för fel uppgift kan ge någon fel dagar.}
      repeatedColumn {Kolumnen ”{found}” finns redan. Ta bort den ena.}
      extraCell {Raden har fler celler än rubrikraden. Har en text semikolon eller komma i sig ska den stå inom citattecken.}
      errorValue {Cell {cell} innehåller {known, select, yes {felet {found}} other {ett felvärde}}. {of, select, date {Skriv rätt datum i cellen, på formen ÅÅÅÅ-MM-DD.} other {{field}: skriv rätt värde i cellen.}}}
      tooWide {{field}: det står bara nummertecken i cellen, för kolumnen var för smal när filen sparades. Gör kolumnen bredare i kalkylprogrammet och spara filen på nytt.}
      volatile {{field}: cellen har en formel som ger ett nytt resultat varje dag, som IDAG eller NU. Skriv in värdet som det ska vara i stället.}
      merged {{field}: cellerna {found} är sammanslagna, så bara den första har ett värde. Dela upp dem och fyll i varje rad.}
      uncalculated {{field}: cellen har en formel vars resultat inte är sparat i filen. Öppna filen i Excel, se att rätt värde syns, spara den och välj den igen.}
      invisible {{field}: cellen har ett värde, men dess format gör att inget syns. Ändra cellens format, eller töm cellen.}
      madeDate {{field}: kalkylprogrammet har gjort om värdet till ett datum. Formatera cellen som text och skriv värdet på nytt.}
      local {{field}: cellen är ett tal med decimaler eller siffror i grupper, som ser olika ut på olika datorer. Formatera cellen som text och skriv värdet så som det ska skickas.}
      shortened {{field}: talet är så långt att kalkylprogrammet visar det förkortat. Formatera cellen som text och skriv värdet på nytt.}
      unseen {{field}: cellens format visar något annat än det som är sparat i den. Formatera cellen som text, eller som datum med dag, och se att rätt värde syns.}
      varies {{field} ska vara samma i hela filen, men {known, select, yes {är ”{found}” här och ”{expected}” på rad {row}} other {skiljer sig här från rad {row}}}. Rätta den som är fel. Är båda rätt: dela upp tabellen.}
      noRows {Tabellen har {cases, select, sickLeave {inga sjukfall} other {inga poster}} under rubrikraden. Fyll på den.}
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
      notCompared {Ni har lämnat fler än {max, number} uppgifter de senaste {months} månaderna. De {count, number} äldsta är inte jämförda med filen.}
      other {Samma person och första dag lämnades in {date} med referens {reference}. Kontrollera att det är meningen: en rättelse kan skickas igen, en dubblett ska tas bort ur filen.}}`,
    F14: `{case, select,
      missing {Det saknas uppgift om när filen skapades. Lägg till datum och klockslag.}
      future {Filen säger sig vara skapad {known, select, yes {{found}, vilket är } other {}}i framtiden. Kontrollera datorns klocka och skapa filen på nytt.}
      other {Tidpunkten då filen skapades ska skrivas ÅÅÅÅ-MM-DDTtt:mm:ss i XML och ÅÅÅÅMMDDttmmss i fasta positioner.}}`,
    F15: 'Filnamnet ser ut att innehålla ett personnummer. Vi skickar filen som ”{found}”. Vill du att den heter något annat: byt namn på filen och välj den igen.',
    F16: `{case, select,
      rows {{count, plural, one {En dold rad tas med och skickas} other {# dolda rader tas med och skickas}}. Visa raderna i kalkylprogrammet (ta bort filtret) och se om de ska vara med. Ska de inte det: ta bort dem.}
      columns {{count, plural, one {En dold kolumn läses och skickas} other {# dolda kolumner läses och skickas}}. Visa dem i kalkylprogrammet och se att innehållet stämmer.}
      sheet {Vi läste bladet ”{found}” ({nth} av {max}). Bara ett blad per fil skickas. Finns det uppgifter på andra blad: lägg dem i en egen fil.}
      other {{count, plural, one {Rad {row}} other {# rader, den första rad {row},}} tas inte med, för där finns inget nummer och inget datum{known, select, yes {: {found}} other {}}. Är det en summarad stämmer det. Annars: fyll i det som saknas.}}`,
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
      sign {{field} har ett tecken ({sign}) som bara liknar ett bindestreck eller mellanslag, eller inte syns. Skriv bara siffrorna.}
      digits {{field} ska vara {min}–{max} siffror.}
      rounded {{field} är förkortat: kalkylprogrammet har kvar {digits} siffror, och resten är borta. Formatera kolumnen som text och fyll i numret på nytt.}
      other {{field} ska vara ett tal mellan {min} och {max} med högst {decimals} decimaler, skrivna efter punkt.}}`,
    I01: '{field} saknas. Fyll i numret.',
    I02: `{of, select,
      twelve {{field} har fel form. {case, select, lookalike {Tecknet {sign} i det liknar bara ett bindestreck eller mellanslag. Skriv bara siffrorna.} other {Det ska vara tolv siffror.}}}
      person {{field} har fel form. {case, select, length {Det har {digits} siffror och ska ha 10 eller 12.} letter {Det får inte innehålla bokstäver: reservnummer tas inte emot.} lookalike {Tecknet {sign} i det liknar bara ett bindestreck eller mellanslag. Skriv bara siffrorna, eller ett vanligt bindestreck.} rounded {Kalkylprogrammet har förkortat numret till {digits} siffror, och resten är borta. Formatera kolumnen som text och fyll i numret på nytt.} other {Bara siffror och ett bindestreck (eller plus) före de fyra sista får förekomma.}}}
      other {{field} har fel form. {case, select, length {Det har {digits} siffror. Ett organisationsnummer har 10, ett personnummer 10 eller 12.} letter {Det får inte innehålla bokstäver.} lookalike {Tecknet {sign} i det liknar bara ett bindestreck eller mellanslag. Skriv bara siffrorna, eller ett vanligt bindestreck.} rounded {Kalkylprogrammet har förkortat numret till {digits} siffror, och resten är borta. Formatera kolumnen som text och fyll i numret på nytt.} other {Bara siffror och ett bindestreck före de fyra sista får förekomma.}}}}`,
    I03: '{field} innehåller ett födelsedatum som inte finns eller inte kan stämma. Kontrollera numret.',
    I04: '{field} har fel kontrollsiffra: någon siffra är fel. Kontrollera numret mot din källa.',
    I05: '{field} är skrivet som ett organisationsnummer (16…), men tredje siffran är mindre än 2. Ett personnummer ska börja med århundradet i stället för 16.',
    I06: '{field} är ett samordningsnummer där födelsemånad eller födelsedag är okänd. Kontrollera att det är rätt person.',
    I07: '{field} är ett av Skatteverkets testnummer och får inte förekomma i en riktig fil. Ange personens eget nummer.',
    I08: '{field} ska vara {max, plural, one {en siffra} other {# siffror}}.{case, select, sign { Tecknet {sign} i det liknar bara ett bindestreck eller mellanslag, eller syns inte: ta bort det.} other {}}',
    D01: '{field} saknas. Fyll i datumet.',
    D02: `{case, select,
      date {{known, select, yes {{field} står som {found}{why, select, none {, ett datum som inte finns.} other {.}}} other {{field} är ett datum som inte finns.}} {why, select, days {{monthName} har {days} dagar. } month {Det finns ingen månad {month}. } other {}}Rätta datumet.}
      month {{field} är en månad som inte finns. Rätta den.}
      monthForm {{field} ska skrivas ÅÅÅÅMM.}
      monthSign {{field} har ett tecken ({sign}) som bara liknar ett bindestreck eller mellanslag, eller inte syns. Skriv bara siffrorna, ÅÅÅÅMM.}
      lookalike {{field} har ett tecken ({sign}) som bara liknar ett bindestreck eller mellanslag. Skriv ÅÅÅÅ-MM-DD med vanliga bindestreck i XML, och ÅÅÅÅMMDD i fasta positioner.}
      ambiguous {{field} kan betyda två olika dagar. Vi gissar inte: skriv ÅÅÅÅ-MM-DD.}
      short {{field} saknar århundrade eller år. Vi gissar inte: skriv ÅÅÅÅ-MM-DD.}
      table {{field} går inte att läsa som ett datum. Skriv ÅÅÅÅ-MM-DD.}
      other {{field} ska skrivas ÅÅÅÅ-MM-DD i XML och ÅÅÅÅMMDD i fasta positioner.}}`,
    D03: `{case, select,
      period {{field} {dated, select, yes {är {date} och } other {}}ligger utanför redovisningsperioden {period}. Rätta det ena av dem.}
      other {{field} {dated, select, yes {är {date}, vilket är i framtiden} other {ligger i framtiden}}. Rätta datumet.}}`,
    D04: '{field} {dated, select, yes {är {date}, } other {är }}före {earliest}{law, select, sickPayAct { då sjuklönelagen började gälla} other {, som är den första dag som får anges}}. Rätta datumet.',
    D05: 'Sjuklöneperioden är inte slut: dess sista dag är {last}. Anmäl tidigast {from}, om personen fortfarande är sjuk då.',
    D06: 'Anmälan är sen: sjuklöneperioden slutade {last} och anmälan skulle ha lämnats senast {due}. Skicka den ändå.',
    D07: `{case, select,
      order {Den tidigare perioden {from}–{to} slutar innan den börjar. Rätta datumen.}
      after {Den tidigare perioden {from}–{to} ligger efter första sjukdagen {first}. Rätta datumen.}
      firstDay {Den tidigare perioden {from}–{to} går in i det här sjukfallet, som börjar {first}. Den ska sluta dagen före eller tidigare.}
      other {Den tidigare perioden {from}–{to} har minst en dag gemensam med perioden {otherFrom}–{otherTo}. Rätta datumen.}}`,
    D08: 'Den tidigare perioden slutade {ended}, mer än {gap} dagar före {next}. Den räknas därför inte in i sjuklöneperioden. Kontrollera datumen.',
    D09: 'Anställningen upphörde {ended}, men sjuklöneperioden slutar först {last}. Då ska ingen sjukanmälan lämnas. Är sista anställningsdagen fel: rätta eller ta bort den. Är den rätt: ta bort sjukfallet och räkna om antalen.',
    D10: 'Första sjukdagen är {date}, för {months, select, none {länge} other {mer än {months} månader}} sedan. Kontrollera årtalet. Är det rätt är anmälan sen; skicka den ändå.',
    C01: `{case, select,
      key {Post {otherRecord} på rad {otherLine} har redan samma uppgifter ({key}). Ta bort den ena, eller rätta det som ska skilja dem åt.}
      other {{cases, select,
        sickLeave {{person} med första sjukdag {date} finns redan i filen, som sjukfall {otherRecord} på rad {otherLine}. Ta bort det ena.}
        other {{person} med dagen {date} finns redan i filen, som post {otherRecord} på rad {otherLine}. Ta bort den ena.}}}}`,
    C02: `{cases, select,
      sickLeave {{person} har ett annat sjukfall {days, plural, one {en dag} other {# dagar}} ifrån, sjukfall {otherRecord} på rad {otherLine}. Hör de ihop ska det första anges som tidigare period i det andra.}
      other {{person} har en annan post {days, plural, one {en dag} other {# dagar}} ifrån, post {otherRecord} på rad {otherLine}. Kontrollera att båda ska vara med.}}`,
    C03: 'Referensen används redan i post {otherRecord}, rad {otherLine}. Ge {cases, select, sickLeave {varje sjukfall en egen referens, så att det} other {varje post en egen referens, så att den}} går att hitta.',
  },
} as const

/** Every language says all of it. */
export type FindingTexts = {
  readonly [K in keyof typeof findingTextsSv]: { readonly [C in keyof (typeof findingTextsSv)[K]]: string }
}
