"""How clinical words are built: the ends and the beginnings of which no list holds every word."""

import re

# Endings of substances, diseases, examinations and operations.
_ENDINGS = (
    r"itis|iter|artros|skleros|sclerosis|fibros|nekros|trombos|stenos|psykos|neuros|cirros|osteoporos|listes"
    r"|emi|emia|emin|uri|uria|algi|algia|pati|patier|pathy|tomi|tomy|ektomi|skopi|skopier|scopy|skopisk|grafi|grafier"
    r"|graphy|gram|metri|metry|plasti|plasty|stomi|cyter|cyt|cytos|peni|plegi|pares|fobi|ism|isk|iska|iskt|logi|logy|logen"
    r"|karcinom|carcinoma|sarkom|lymfom|myom|melanom|adenom|hematom|syndrom|blastom|gliom|trofi|plasi|stas|lys|lysis"
    r"|mab|nib|pril|sartan|olol|statin|azol|cillin|cyklin|mycin|micin|oxacin|caine|kain|dipin|gliptin|gliflozin|glutid"
    r"|xaban|parin|vir|azepam|azolam|triptan|setron|prazol|oxetin|lukast|profen|fenak|terol|sonid|solon|metason|pam"
    r"|barbital|thiazid|tiazid|mycetin|tidin|floxacin|zosin|afil|fibrat|dronat|lutamid|platin|rubicin|taxel|zumab|ximab"
    r"|grad|prov|test|mottagningen|kliniken|avdelningen|vården|behandling|undersökning|kontroll|status|ometer|anfall"
)
# The same for words of the same kinds in other forms, and for kinds that the first were not written for.
_MORE_ENDINGS = (
    r"ektomerad|ektomerats|stomerad|tomerad|skoperad|plastik|plastiker|plasty|pexi|rafi|centes|desmos|lithiasis|litiasis|litias"
    r"|megali|malaci|ptos|rrhea|rré|spasm|ektasi|cele|osis|opsi|iasis|genes|genesis|kinas|blast|blaster"
    r"|fyt|fyter|fagi|fasi|lexi|praxi|trop|tropin|kardi|cardia|pnoe|pné|tension|tensiv|stezi|estesi|aesthesia"
    r"|cefalosporin|sporin|mustin|trexat|trexed|ciklib|tinib|rafenib|parib|domid|zomib|limus|rolimus|coxib|oxib|tropium"
    r"|teridin|dopa|giline|gilin|azepin|apin|idon|piprazol|peridol|promazin|triptylin|pramin|faxin|modafinil|fenidat"
    r"|amfetamin|kodon|morfon|fentanil|dronsyra|syra|kalciferol|ferol|relin|relix|steron|estron|gest|gestrel"
    r"|glitazon|glinid|formin|prost|matoprost|zolamid|semid|lakton|reserpin|kiren|kurium|kuronium|curonium|fluran"
    r"|tumör|tumörer|tumören|cysta|cystor|ulcus|bråck|bråcket|fraktur|frakturer|frakturen|ruptur|luxation|distorsion"
    r"|kontusion|laceration|artropati|körtel|körteln|körtlar|klaff|klaffen|valvel|valveln|artär|artären|artärer|venen|vener"
    r"|nerven|nerver|muskel|muskeln|senan|ligament|ligamentet|leden|lederna|led|ledsband|ledartros|insuff|insufficiens|ömhet"
    r"|tymi|glossi|trauma|traumat|beroende|kock|kocker|spadi|atetos|ftalmus|ftalmos|cefali|cefalus|ulär|ulära|ulärt|ikal|ikalt"
    r"|ikala|eral|eralt|inal|inalt|ogen|ogent|ogena|kulos|ceros|kusis|arche|myeli|dermi|taxi|utsättning|insättning|skattning"
    r"|mätning|tagning|odling|odlingar|odlingen|nål|nålen|kateter|katetern|sond|sonden|skala|skalan|score|index|testet|reflex|reflexer|screening|anamnes|bild|bilden"
    r"|protein|globulin|hormon|receptor|antikropp|antikroppar|antigen|enzym|faktant|tecken|tecknet|rum|typ|formen|syndromet|sjukdom|sjukdomen"
)
_BEGINNINGS = (
    r"abdomin|acromio|akromio|adnex|allerg|alveol|anastom|aneurysm|angiogra|angiople|antikrop|antibio|aortobi|aortait"
    r"|appendi|arachno|araknoi|arteri|arthro|artroso|artrosk|artrodes|atriov|audiogr|bakteri|bilirub|blefar|brakio|brachio"
    r"|bronki|bronch|bronko|cefalo|cerebr|cervik|cervic|cholecy|kolecyst|choledo|koledok|chondro|kondro|clavic|klavik"
    r"|kolorekt|colorec|cortic|kortik|kostov|cystosk|cystek|cytost|cytolog|dakryo|dermat|diafragm|divertik|duoden|dysfagi"
    r"|dysplas|dystrof|ekokard|elektrok|elektro|embolis|encefal|enceph|endokar|endokri|endomet|endosk|endotra|enterok|enterit"
    r"|epiderm|epididy|epifys|epigast|epikard|epilept|epitel|erytem|erytro|erythro|esofag|oesoph|exkoria|exstirp|exsuda"
    r"|femorop|fibrinog|fibrost|fistul|follik|gastroen|gastros|gastro|genital|gingiv|glaukom|glomerul|glosso|glukoso|granulo"
    r"|gynekol|haemo|hemangi|hematol|hematur|hemato|hemipar|hemorr|hepato|hepatit|hernio|histolo|hydronef|hydroce|hydroceph"
    r"|hyperk|hypert|hyperp|hypog|hypok|hypot|hyster|ileocek|ileost|ileus|immunog|immunos|immunh|inguin|interkos|intrake"
    r"|intrakr|intraven|intraut|iskemi|ischem|jejun|kapillär|karcino|kardiol|kardiom|kardio|karotis|karpalt|katarakt|keratit"
    r"|keratok|ketoaci|kolangi|cholang|kolester|koloskop|kolposk|konjunkt|kraniot|kreatin|kryoter|kutan|kyfos|lakrim"
    r"|laktat|laminek|laparo|laryng|leukem|leukoc|leukop|lipidsä|lithotr|litotri|lobektom|lumbal|lumboisk|lymfad|lymfoc|lymfö"
    r"|lymphad|lymphoc|makula|mammogr|mandibul|maxillo|maxillar|mediasti|medullo|melano|mening|menisk|menorr|mesenter|metaboli"
    r"|mitralis|mukosa|muskulo|muskulat|myelo|myokard|myocard|nefro|nephro|nekros|neonat|neurog|neuroki|neurol|neuropa|neurops"
    r"|neutrop|noradre|obstipa|obstru|occipit|oftalm|ophthal|okulom|olekran|onkolog|onyko|ooforek|orbita|orkidek|orkit|orthop"
    r"|ortosta|ortoped|osteo|otosk|otoskl|ovarial|palpati|pankrea|pancrea|papillo|paracet|parasit|paratyr|parathyr|parenkym"
    r"|parenter|parodon|patell|perianal|perifer|perikard|perineal|periost|peritone|periton|periorb|perivent|petekie|faryngit"
    r"|pharyng|pleura|pleurit|pneumo|polyneur|polycyst|polymyal|postopera|postnas|preeklam|proktit|prostat|psoria|psykia"
    r"|psyko|pulmon|pyelo|pylor|radikul|radiolo|rektosk|retinal|retino|retroper|retroste|reumato|rheumat|rhinit|rinit|sacroil"
    r"|sakroil|salping|sarkoid|scapul|skapul|seborr|septikem|serolog|sigmoid|skleros|skoliot|spermato|spleno|spondyl"
    r"|stafylok|staphyl|stomatit|strepto|subakut|subarak|subdura|subklav|subkut|suprasp|suprapub|supravent|synovit|synovia|tarsal"
    r"|tendin|tendova|tenosyn|testikel|thorako|thoraco|torako|thrombo|trombo|thyreo|tyreo|thyroid|tonsill|tracheo|trakeo|transab"
    r"|transfus|transplan|transuret|tricuspi|trikuspi|trochant|trokant|tympano|ulcerö|ulceros|ureter|urethr|uretra|urinsyr|uterus"
    r"|uteri|vaginal|valvul|vaskul|vasova|ventrikul|ventrikel|vertebr|vesikul|vestibul|vitrekt|vulvo|xerosto|zygomat"
)
_MIDDLES = r"fraktur|artrit|karcinom|infektion|insufficiens|stenos|trombos|blödning|tumör|metastas"

CLINICAL = re.compile(
    rf".{{2,}}(?:{_ENDINGS})$|.{{5,}}(?:it|iten)$|.{{4,}}(?:{_MORE_ENDINGS})s?$|(?:{_BEGINNINGS})[^\W\d_]{{2,}}$|[^\W\d_]{{2,}}(?:{_MIDDLES})[^\W\d_]{{0,8}}$"
)
"""Substances, diseases, examinations, operations, and the words made of their parts."""

DERIVED = re.compile(
    r".{2,}[^cs]het$|.{3,}(?:heten|heter|heterna|ningar|ningen|ningarna|tion|tionen|tioner|tionerna|tions|sion|sionen|sioner|else|elser"
    r"|elserna|erad|erat|erade|erats|erande|ering|eringen|ibelt|abelt|abla|oid|oida|tiv|tivt|tiva|itet|iteten|aktig"
    r"|aktiga|aktigt|mässig|mässiga|mässigt|ligt|liga)$"
)
"""Endings of words that are derived from others; no name has them, but a list of words may lack the word."""
