"""Words that say how a question is put, and little about what it asks.

Of four sorts, in the languages most cards are written in; of what is in no list, two words are
two things. `FUNCTION` words are always light. `FRAME` words are light in a question or a
command, while in a list of vocabulary they are what is asked. Words of one
`CONCEPTS` entry ask for the same: "when" and "in which year". A `TURNS` word makes a
question another one: with "largest" for "smallest", or without "not", it is no longer the same.

Chinese and Japanese are written without spaces: `RUNS` are the light parts of what is read there.
"""

from __future__ import annotations

FUNCTION = frozenset(
    # English
    "a an and are as at be been being by can could did do does for from give given has have i "
    "in is it its let list me name of on or our please say should state tell that the their "
    "these this those to us was we were what which will with would write you your define "
    "describe explain called between there "
    # German
    "als am an auf bei das dem den der des die ein eine einem einen einer eines es für im in ist "
    "man mit sind und von vom was welche welchem welchen welcher welches wie wird wurde wurden "
    "werden zu zum zur zwischen hat haben sich jd jdm jdn jds etw "
    # French
    "à a au aux avec ce ces dans de des du elle en entre est et il la le les ont par pour qu que "
    "quel quelle quelles quels qui sont sur un une se y qqch qqn "
    # Spanish, Italian, Portuguese
    "al con cual cuál cuáles del di e el es fue i las lo los para por que qual quale quali qué se "
    "son su un una unas unos che cosa sono è da do das dos um uma o os na no nos gli della del "
    "algo alguien "
    # Russian
    "в во и из какая какие какими каким какого какое какой каков какова каково ли между на о об от "
    "по с со такое у что это для к чём чем "
    # Arabic
    "ما هي هو هل في على إلى عن من ب بين التي الذي ماذا".split()
) - {"no"}

FRAME = frozenset(
    # English
    "actually also always answer asserts briefly claim claims consist consists contain contains "
    "definition exactly exist exists explanation find flow flows following formula found "
    "gets goes good guarantee guarantees happen happens kind known lie lies located main "
    "meaning means meant occur occurs place purpose refer refers remember role runs says "
    "sentence serve serves serving shows situated take takes task termed tells think "
    "understand understood use used uses down used really entail entails imply implies yield "
    "yields "
    "need needs needed require requires required ask get lists listed gives given people "
    "someone somebody something about stand stands how running run command commands "
    "two three four five six seven eight nine ten "
    # German
    "aufgabe auch bedeutet begriff besagt besitzt bezeichnet definiere definiert definition dient "
    "erkläre erklären erläutere erfüllt findet fließt formel formuliere gelten gibt gilt heißt "
    "hauptsächlich kann kurz lautet liegt macht man nenne nennt nennen rolle sagt statt tut "
    "versteht verstehen unter "
    "wichtigsten wozu wofür zweck befehl zwei drei vier fünf sechs sieben acht "
    # French
    "appelle appellent but citer citez consiste définir définis définissez définition désigne "
    "dit donner donnez énoncer énoncez explique expliquer expliquez faire fait lieu eu "
    "formule nomme nommer parle paraît principales principaux rôle sert servent signifie situe "
    "situé située trouve quoi commande comment deux trois quatre cinq "
    # Spanish
    "cita citar consiste define definición definir describe dice encuentra enumera enumerar "
    "enuncia enunciar explica explicar fórmula hace hay indica llama llamado nombra "
    "objetivo papel principales produce propósito significa sirve tiene ubica ubicado verdad "
    "comando cómo dos tres cuatro cinco "
    # Russian
    "верно дайте делает объясните определение опишите называют называется находится перечислите "
    "назовите нужен нужна нужно означает правда служит сформулируйте утверждает укажите является "
    "являются было был была были назвать того команда чего как два две три четыре пять "
    # Arabic
    "اذكر اشرح تعريف عرف عرّف معنى مفهوم المقصود وظيفة تكون يكون كان كانت تعني يعني".split()
)

_NAMED = {
    "time": "when year date wann jahr datum quand année date cuándo cuando año fecha quando anno "
    "когда году год дата متى سنة عام 何时 是何时 什么时候 是什么时候 哪一年 哪年 いつ 何年 何年に",
    "place": "where part city country wo stadt ort où ville pays dónde donde ciudad lugar país "
    "dove "
    "где город городе место أين مدينة 哪里 哪儿 何处 哪座城市 哪个城市 哪座城市 哪个国家 "
    "哪一座城市 どこ",
    "person": "who whom wer wem quién quien quiénes chi quem кто кого кем 谁 何人 誰 だれ",
    "author": "author writer wrote written painter painted composer composed artist malte gemalt "
    "komponierte komponiert peintre peint compositeur composé pintor pintó compositor compuso "
    "autor autorin verfasser schrieb geschrieben schreibt "
    "auteur écrit écrivit escribió escrito autora autore scrisse автор написал написала كتب مؤلف "
    "كاتب 作者 写了 著 書いた 著者",
    "reason": "why reason reasons cause causes warum weshalb wieso grund gründe pourquoi raison "
    "razón perché почему зачем причина لماذا سبب 为什么 为何 なぜ 理由",
    "amount": "many much number amount viele viel anzahl combien nombre cuántos cuántas cuánto "
    "cuántos quanti quante сколько количество كم 多少 几 いくつ",
    "difference": "difference differences differ differs distinguish distinguishes unterschied "
    "unterschiede unterscheidet unterscheiden différence différences diffère distingue "
    "diferencia diferencias distinguen разница отличие отличается отличаются الفرق فرق "
    "区别 不同 違い",
    "beginning": "begin begins began begun start starts started beginn begann beginnt anfing "
    "commence commencé débute débuté empezó comenzó inicio началась начался началось начало "
    "بدأت بدأ 爆发 开始 始まった",
    "end": "end ends ended finish finished ende endet endete endeten finit fini termine terminé "
    "acabó terminó fin закончилась закончился кончилась завершилась конец انتهت انتهى 结束 "
    "終わった",
    "condition": "if when wenn wann falls condition conditions bedingung bedingungen condición "
    "условие 条件 場合",
    "duration": "time times long steps duration complexity laufzeit zeit dauer lange durée "
    "temps tiempo время",
    "law": "theorem rule law satz regel gesetz théorème règle loi teorema regla ley legge regola "
    "теорема закон правило 定理 定律 法則",
    "derivative": "derivative derivatives derive differentiate differentiated differentiation "
    "ableitung ableiten dérivée dériver derivada derivar производная 导数",
    "integral": "integral integrals integrate antiderivative stammfunktion intégrale primitive "
    "primitiva интеграл первообразная 积分 原函数",
    "root": "root roots zero zeros zeroes nullstelle nullstellen racine racines raíz raíces",
    "negation": "not no never without nicht kein keine ohne nie sans pas sin nunca не без нет",
    "making": "make makes made produce produces produced stellt erzeugt produziert macht produit "
    "fabrique produce fabrica hace",
    "carrying": "carry carries transport transports",
    "length": "长度 多长 有多长 長さ",
}
_LISTED = {name: frozenset(words.split()) for name, words in _NAMED.items()}
CONCEPTS = {
    word: frozenset(name for name, words in _LISTED.items() if word in words)
    for words in _LISTED.values()
    for word in words
}
TURNING = frozenset(
    word
    for name in ("time", "place", "person", "reason", "beginning", "end")
    for word in _NAMED[name].split()
)
"""Words of a concept for which none of another can stand."""

TURNS = frozenset(
    "not no never without non un any every all some only both neither either other another "
    "first second third fourth fifth last next former previous "
    "largest smallest biggest longest shortest highest lowest deepest oldest youngest fastest "
    "slowest heaviest lightest most least more less best worst average maximum minimum max min "
    "upper lower left right inner outer before after above below up down top bottom north south "
    "east west positive negative even odd true false convex concave increase decrease increases "
    "decreases maximise minimise maximize minimize advantage disadvantage advantages "
    "disadvantages born died birth death input output "
    "nicht kein keine ohne erste ersten erster zweite zweiten zweiter dritte dritten letzte "
    "letzten größte kleinste längste kürzeste höchste niedrigste mehr weniger vor nach oben unten "
    "links rechts obere untere vorteile nachteile geboren gestorben trennbar untrennbar "
    "ne pas sans premier première deuxième second seconde troisième dernier dernière plus moins "
    "avant après haut bas gauche droite avantages inconvénients né mort "
    "nunca sin primero primera segundo segunda tercero tercera último última mayor menor más "
    "menos antes después arriba abajo izquierda derecha ventajas desventajas nació murió "
    "не без первая первый вторая второй третий последний самый самая больше меньше до после "
    "верхний нижний левый правый преимущества недостатки родился умер "
    "لا ليس بدون الأول الأولى الثاني الثانية أكبر أصغر قبل بعد".split()
)

COMMON = frozenset(
    "yes no true false correct incorrect right wrong always never sometimes both neither none all "
    "nothing increases decreases increase decrease rises falls higher lower more less positive "
    "negative not it is depends usually mostly odd even left right up down constant unchanged "
    "infinity infinite zero one maybe "
    "ja nein nicht wahr falsch richtig immer nie niemals manchmal beide keine steigt sinkt "
    "oui non pas vrai faux toujours jamais parfois "
    "sí si no verdadero falso cierto siempre nunca vero sim não "
    "да нет не верно неверно истина ложь всегда никогда иногда "
    "نعم لا صح خطأ صحيح دائما أبدا "
    "是 不是 对 不对 不 不一定 一定 正确 错误 真 假 能 不能 会 不会 "
    "はい いいえ 真 偽 正しい 誤り 예 아니요 네 아니오".split()
)
"""Answers that many questions have."""

RUNS = frozenset(
    "什么是 是什么 什么 是否 是 的 吗 呢 了 请 叙述 说明 解释 定义 简述 列举 如何 怎么 怎样 "
    "哪些 哪种 "
    "哪个 哪 有 被 在 于 与 和 及 之 其 也 "
    "とは何ですか とは何か とは何 とは ですか でしょうか である です ます は の か が を に で "
    "と も な や へ 何 "
    "なに 述べよ 述べなさい 説明せよ 説明しなさい 挙げよ 挙げなさい 答えよ 書け 定義せよ 定義 "
    "という いう どの "
    "どのような どんな 常に 必ず 起きた 起きたか つ".split()
)
ELIDED = frozenset("l d qu j n s c m t jusqu lorsqu puisqu quelqu dell all nell sull un".split())
"""What stands before an apostrophe and is light."""

FORMAL = frozenset(
    r"\frac \dfrac \tfrac \left \right \mathrm \text \operatorname \mathbf \boldsymbol \bf \vec "
    r"\quad \qquad \cdot \mid \limits \displaystyle \big \Big \bigl \bigr / | & ~".split()
)
"""Marks of a formula that change how it looks, and not what it says."""
