"""What people call the columns of a table of cards, in some languages; in lower case."""

from __future__ import annotations

from flashdeck.syntax.note_types import FIELDS

ASKING = (
    *(front.lower() for front, _ in FIELDS),
    *("question", "prompt", "term", "word", "expression", "vocabulary", "sentence"),
    *("frage", "wort", "begriff", "ausdruck", "vokabel"),
    *("mot", "terme", "expression", "recto"),
    *("pregunta", "palabra", "término", "expresión"),
    *("domanda", "parola", "termine", "espressione"),
    *("pergunta", "palavra", "termo", "expressão"),
    *("vraag", "woord", "begrip", "fråga", "ord", "spørgsmål", "spørsmål", "kysymys", "sana"),
    *("pytanie", "słowo", "otázka", "slovo", "kérdés", "szó", "soru", "kelime", "ön yüz"),
    *("слово", "термин", "запитання", "питання", "термін", "ερώτηση", "λέξη"),
    *("问题", "單詞", "单词", "词语", "問題", "質問", "単語", "表", "질문", "단어"),
    *("سؤال", "كلمة", "שאלה", "מילה", "प्रश्न", "शब्द", "pertanyaan", "kata", "câu hỏi"),
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
    *("trả lời", "đáp án"),
)
