#ifndef ZUOXI_TUI_INPUT_TABLE_H
#define ZUOXI_TUI_INPUT_TABLE_H

/* Keys of the sequences that terminals agree on; 0: none. */

#include <stddef.h>
#include <stdint.h>

uint32_t input_tilde_key(int number);    /* CSI number ~ */
uint32_t input_letter_key(char letter);  /* CSI letter, SS3 letter */
uint32_t input_keypad_key(char letter);  /* SS3 letter of the application keypad */
uint32_t input_modifiers(int parameter); /* xterm's modifier parameter → UI_… bits */
uint32_t input_with(uint32_t key, uint32_t modifiers);
uint32_t input_control_key(unsigned char byte);

#endif
