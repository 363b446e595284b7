#ifndef ZUOXI_DOMAIN_ADDRESS_H
#define ZUOXI_DOMAIN_ADDRESS_H

/* Addresses of households: 小区, 楼, 单元, 室 and the one line they make. */

#include "zuoxi/domain/customer.h"

/*
 * The one line of the four parts: bare numbers are joined by '-' ("阳光城7-1-402"), parts that name what they
 * are stand as they are ("阳光城7号楼1单元402室"). '' when no part is given; sizeof(customer->address) fits.
 */
void address_compose(const struct customer *customer, char *out, size_t size);
/* The address follows its parts when they changed and it did not. */
void address_follow(const struct customer *before, struct customer *after);

#endif
