#include "input_table.h"

#include "zuoxi/tui/key.h"

struct pair {
    int from;
    uint32_t key;
};

/* VT220 numbers, with rxvt's Home and End. */
static const struct pair tildes[] = {
    {1, UI_KEY_HOME},      {2, UI_KEY_INSERT}, {3, UI_KEY_DELETE}, {4, UI_KEY_END},    {5, UI_KEY_PAGE_UP},
    {6, UI_KEY_PAGE_DOWN}, {7, UI_KEY_HOME},   {8, UI_KEY_END},    {11, UI_KEY_F(1)},  {12, UI_KEY_F(2)},
    {13, UI_KEY_F(3)},     {14, UI_KEY_F(4)},  {15, UI_KEY_F(5)},  {17, UI_KEY_F(6)},  {18, UI_KEY_F(7)},
    {19, UI_KEY_F(8)},     {20, UI_KEY_F(9)},  {21, UI_KEY_F(10)}, {23, UI_KEY_F(11)}, {24, UI_KEY_F(12)},
    {25, UI_KEY_F(13)},    {26, UI_KEY_F(14)}, {28, UI_KEY_F(15)}, {29, UI_KEY_F(16)}, {31, UI_KEY_F(17)},
    {32, UI_KEY_F(18)},    {33, UI_KEY_F(19)}, {34, UI_KEY_F(20)},
};

static const struct pair letters[] = {
    {'A', UI_KEY_UP},   {'B', UI_KEY_DOWN}, {'C', UI_KEY_RIGHT},          {'D', UI_KEY_LEFT},
    {'H', UI_KEY_HOME}, {'F', UI_KEY_END},  {'P', UI_KEY_F(1)},           {'Q', UI_KEY_F(2)},
    {'R', UI_KEY_F(3)}, {'S', UI_KEY_F(4)}, {'Z', UI_SHIFT | UI_KEY_TAB},
};

static const struct pair keypad[] = {
    {'M', UI_KEY_ENTER}, {'I', UI_KEY_TAB}, {'X', '='}, {'j', '*'}, {'k', '+'}, {'l', ','}, {'m', '-'},
    {'n', '.'},          {'o', '/'},        {'p', '0'}, {'q', '1'}, {'r', '2'}, {'s', '3'}, {'t', '4'},
    {'u', '5'},          {'v', '6'},        {'w', '7'}, {'x', '8'}, {'y', '9'},
};

static uint32_t look_up(const struct pair *pairs, size_t count, int from)
{
    for (size_t i = 0; i < count; i++) {
        if (pairs[i].from == from) {
            return pairs[i].key;
        }
    }
    return 0;
}

#define LOOK_UP(pairs, from) look_up(pairs, sizeof(pairs) / sizeof((pairs)[0]), from)

uint32_t input_tilde_key(int number)
{
    return LOOK_UP(tildes, number);
}

uint32_t input_letter_key(char letter)
{
    return LOOK_UP(letters, letter);
}

uint32_t input_keypad_key(char letter)
{
    return LOOK_UP(keypad, letter);
}

uint32_t input_modifiers(int parameter)
{
    int bits = parameter > 1 ? parameter - 1 : 0;

    return (bits & 1 ? UI_SHIFT : 0) | (bits & 2 ? UI_ALT : 0) | (bits & 4 ? UI_CTRL : 0);
}

uint32_t input_with(uint32_t key, uint32_t modifiers)
{
    if (key != 0 && key < UI_KEY_FIRST) { /* a character: its case says Shift, Ctrl speaks of capitals */
        modifiers &= ~UI_SHIFT;
        if ((modifiers & UI_CTRL) != 0 && key >= 'a' && key <= 'z') {
            key -= 'a' - 'A';
        }
    }
    return key == 0 ? 0 : key | modifiers;
}

uint32_t input_control_key(unsigned char byte)
{
    switch (byte) {
    case '\r':
    case '\n':
        return UI_KEY_ENTER;
    case '\t':
        return UI_KEY_TAB;
    case 0x1B:
        return UI_KEY_ESC;
    case 0x7F:
        return UI_KEY_BACKSPACE;
    case 0:
        return UI_CTRL | ' ';
    default:
        return UI_CTRL | (uint32_t)(byte + 0x40);
    }
}
