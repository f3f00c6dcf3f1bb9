"""What people call the columns of a table of cards, in some languages; in lower case."""

from __future__ import annotations

from flashdeck.syntax.note_types import FIELDS

ASKING = (
    *(front.lower() for front, _ in FIELDS),
    *("question", "prompt", "term", "word", "expression", "vocabulary", "vocab", "sentence"),
    *("frage", "wort", "begriff", "ausdruck", "vokabel"),
    *("mot", "terme", "expression", "recto"),
    *("pregunta", "palabra", "término", "expresión"),
    *("domanda", "parola", "termine", "espressione"),
    *("pergunta", "palavra", "termo", "expressão"),
    *("vraag", "woord", "begrip", "fråga", "ord", "spørgsmål", "spørsmål", "kysymys", "sana"),
    *("pytanie", "słowo", "otázka", "slovo", "kérdés", "szó", "soru", "kelime", "ön yüz"),
    *("слово", "термин", "запитання", "питання", "термін", "ερώτηση", "λέξη"),
    *("问题", "單詞", "单词", "词语", "問題", "質問", "単語", "表", "질문", "단어"),
    *(
        "întrebare",
        "cuvânt",
        "السؤال",
        "الكلمة",
        "سؤال",
        "كلمة",
        "שאלה",
        "מילה",
        "प्रश्न",
        "शब्द",
        "pertanyaan",
        "kata",
        "câu hỏi",
    ),
)

ANSWERING = (
    *(back.lower() for _, back in FIELDS),
    *("answer", "definition", "meaning", "translation", "explanation", "response"),
    *("antwort", "übersetzung", "bedeutung", "erklärung"),
    *("réponse", "traduction", "définition", "sens", "signification"),
    *("respuesta", "traducción", "significado", "definición"),
    *("risposta", "traduzione", "significato", "definizione"),
    *("resposta", "tradução", "significado", "definição"),
    *("antwoord", "vertaling", "betekenis", "svar", "översättning", "betydelse", "vastaus"),
    *("odpowiedź", "tłumaczenie", "znaczenie", "odpověď", "překlad", "válasz", "jelentés"),
    *("cevap", "anlam", "çeviri", "arka yüz", "перевод", "определение", "значение"),
    *("відповідь", "переклад", "απάντηση", "μετάφραση"),
    *("答案", "意思", "释义", "翻译", "答え", "回答", "意味", "裏", "답", "정답", "뜻", "의미"),
    *("إجابة", "جواب", "معنى", "תשובה", "פירוש", "उत्तर", "अर्थ", "jawaban", "arti", "câu trả lời"),
    *("trả lời", "đáp án", "răspuns", "traducere", "الجواب", "الإجابة", "المعنى"),
)

_LANGUAGES = """
english englisch anglais inglés inglese inglês engels engelska engelsk angielski английский
англійська ingilizce 英语 英語 영어 إنجليزي الإنجليزية אנגלית अंग्रेज़ी angličtina anglicky angol
german deutsch allemand alemán tedesco alemão duits tyska tysk niemiecki немецкий німецька
almanca 德语 德語 ドイツ語 독일어 ألماني الألمانية גרמנית němčina německy német
french französisch français francés francese francês frans franska fransk francuski французский
французька fransızca 法语 法語 フランス語 프랑스어 فرنسي الفرنسية צרפתית francouzština francia
spanish spanisch espagnol español spagnolo espanhol spaans spanska spansk hiszpański испанский
іспанська ispanyolca 西班牙语 スペイン語 스페인어 إسباني الإسبانية ספרדית španělština spanyol
italian italienisch italien italiano italiaans italienska italiensk włoski итальянский
італійська italyanca 意大利语 イタリア語 이탈리아어 إيطالي איטלקית italština olasz
portuguese portugiesisch portugais portugués portoghese português portugees portugisiska
portugalski португальский португальська portekizce 葡萄牙语 ポルトガル語 포르투갈어
russian russisch russe ruso russo ryska russisk rosyjski русский російська rusça 俄语 ロシア語
러시아어 روسي الروسية רוסית ruština orosz
ukrainian ukrainisch ukrainien ucraniano ucraino українська украинский ukraiński ukraynaca
polish polnisch polonais polaco polacco polski польский польська lehçe 波兰语 ポーランド語 폴란드어
turkish türkisch turc turco turks turkiska turecki турецкий турецька türkçe 土耳其语 トルコ語 터키어
chinese chinesisch chinois chino cinese chinês chinees kinesiska chiński китайский китайська
çince 中文 汉语 中国語 중국어 الصينية סינית čínština
japanese japanisch japonais japonés giapponese japonês japans japanska japoński японский
японська japonca 日语 日文 日本語 일본어 اليابانية יפנית japonština
korean koreanisch coréen coreano koreaans koreanska koreański корейский корейська korece 韩语
韓国語 한국어 الكورية קוריאנית korejština
arabic arabisch arabe árabe arabo arabiska arabski арабский арабська arapça 阿拉伯语 アラビア語
아랍어 عربي العربية ערבית
hebrew hebräisch hébreu hebreo ebraico hebraico иврит ibranice עברית العبرية
hindi हिन्दी हिंदी
dutch niederländisch néerlandais neerlandés olandese holandês nederlands holländska holenderski
latin latein lateinisch latín latino łacina латинский latince 拉丁语
greek griechisch grec griego greco grego grieks grekiska grecki греческий yunanca ελληνικά
swedish schwedisch suédois sueco svedese svenska szwedzki шведский isveççe
danish dänisch danois danés danese dansk duński датский norwegian norwegisch norsk
czech tschechisch tchèque checo ceco čeština česky czeski чешский
hungarian ungarisch hongrois húngaro ungherese magyar finnish finnisch suomi
romanian rumänisch roumain rumano rumeno română vietnamese vietnamesisch tiếng-việt
"""
LANGUAGES = frozenset(_LANGUAGES.split())
"""What languages are called, in some of them."""
