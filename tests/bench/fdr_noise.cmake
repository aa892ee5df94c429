# fdr_noise: false positive rates of 1.b on pure noise.
add_executable(fdr_noise ${CMAKE_CURRENT_LIST_DIR}/fdr_noise.cpp)
target_link_libraries(fdr_noise PRIVATE test_support)
